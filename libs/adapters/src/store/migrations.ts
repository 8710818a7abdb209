import type { Migration } from 'kysely/migration'
import { ledgerTables } from './migrations/001-ledger.ts'
import { nowTables } from './migrations/002-now.ts'
import { judgementTable } from './migrations/003-judgements.ts'
import { outboxTables } from './migrations/010-outbox.ts'
import { limiterTable } from './migrations/011-limiter.ts'
import { noticeMarkdown } from './migrations/012-notice-markdown.ts'
import { outboxLanes } from './migrations/013-outbox-lanes.ts'
import { progressTable } from './migrations/014-progress.ts'
import { outboxDoubt } from './migrations/015-outbox-doubt.ts'
import { outboxNarrow } from './migrations/016-outbox-narrow.ts'
import { ingestTables } from './migrations/020-ingest.ts'
import { deadletterTable } from './migrations/021-deadletters.ts'
import { leaseTable } from './migrations/022-leases.ts'
import { tokenTable } from './migrations/040-tokens.ts'
import { allViews, viewsOfOld } from './migrations/views.ts'

/** Every step that the shared tables have gone through. A step that was released is never changed; the next one gets the store's next free number. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-ledger': ledgerTables,
  '002-now': nowTables,
  '003-judgements': judgementTable,
  '010-outbox': outboxTables,
  '011-limiter': limiterTable,
  '012-notice-markdown': noticeMarkdown,
  '013-outbox-lanes': outboxLanes,
  '014-progress': progressTable,
  '015-outbox-doubt': outboxDoubt,
  '016-outbox-narrow': outboxNarrow,
  '020-ingest': ingestTables,
  '021-deadletters': deadletterTable,
  '022-leases': leaseTable,
  '030-views': viewsOfOld,
  '040-tokens': tokenTable,
  '050-views': viewsOfOld,
  '051-views': allViews,
}
