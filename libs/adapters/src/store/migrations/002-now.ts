import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { fillTargets } from '../ledger/rebuild.ts'
import { makeTable } from './columns.ts'

/** What stands now, kept beside the history so that nobody has to look for the newest of many: targets, judgements, and the names that the registry gives. */
export const nowTables: Migration = {
  up: async (db: Kysely<object>) => {
    await makeTarget(db)
    await makeAssessmentNow(db)
    await makeNames(db)
    await fillTargets(db)
    await db.schema.createIndex('alert_event_of_region').on('alert_event').columns(['region', 'year', 'target', 'kind', 'seq_offset']).execute()
    await db.schema.createIndex('delivery_of_region').on('delivery').columns(['region', 'day']).execute()
    await db.schema.createIndex('cover_of_delivery').on('delivery_cover').column('delivery').execute()
  },
}

const makeTarget = (db: Kysely<object>): Promise<void> =>
  makeTable(db, 'target', {
    key: ['region', 'year', 'target'],
    texts: ['target', 'region', 'id', 'name_zh', 'name_en', 'kind', 'firmness', 'indicator', 'lead_bureau', 'supporting', 'coverage', 'light_by'],
    wholes: ['year', 'withdrawn', 'log_partition'],
    bigs: ['log_offset'],
    maybeTexts: ['comparator', 'unit', 'unit_expanded', 'qualifier', 'section', 'sentence', 'due'],
    maybeReals: ['value', 'value_expanded'],
  })

const makeAssessmentNow = (db: Kysely<object>): Promise<void> =>
  makeTable(db, 'assessment_now', {
    key: ['region', 'year', 'target', 'period'],
    texts: ['target', 'region', 'period', 'as_of', 'light', 'method', 'pace_line', 'reason_code', 'reason_zh', 'reason_en', 'presets'],
    wholes: ['year', 'overdue', 'seq_partition', 'seq_ordinal'],
    bigs: ['seq_offset'],
    maybeTexts: ['outcome'],
    maybeReals: [
      'p_miss',
      'pace_due',
      'done',
      'share_of_pace',
      'forecast',
      'forecast_low',
      'forecast_high',
      'required_run_rate',
      'required_per_month',
      'best_run_rate',
      'rebased',
    ],
  })

/** From the registry and not from the log: names, feeds, and the days on which figures are due. */
const makeNames = async (db: Kysely<object>): Promise<void> => {
  await makeTable(db, 'region_name', { key: ['region'], texts: ['region', 'name_zh', 'name_en'], wholes: ['invented', 'year'] })
  await makeTable(db, 'bureau_name', { key: ['region', 'bureau'], texts: ['region', 'bureau', 'name_zh', 'name_en', 'duties'] })
  await makeTable(db, 'feed_name', { key: ['region', 'feed'], texts: ['region', 'feed', 'name_zh', 'format', 'schedule'] })
  await makeTable(db, 'indicator', {
    key: ['region', 'indicator'],
    texts: ['region', 'indicator', 'name_zh', 'name_en', 'unit', 'measures', 'coverage', 'publisher_by', 'publisher', 'release', 'release_basis'],
    maybeTexts: ['definition'],
  })
  await makeTable(db, 'release_due', { key: ['region', 'indicator', 'period'], texts: ['region', 'indicator', 'period', 'due'], wholes: ['year'] })
}
