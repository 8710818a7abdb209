import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { sqlWords } from '../dialect.ts'
import { makeViews } from '../views/view.ts'
import { viewsOf } from '../views/views.ts'

/** What SQL users and screens see. They hold no data, so the newest step makes all of them, and a step that it has taken over does nothing. */
export const allViews: Migration = { up: (db: Kysely<object>) => makeViews(db, viewsOf(sqlWords(db))) }

/** A step whose views a later one makes. */
export const viewsOfOld: Migration = { up: async () => undefined }
