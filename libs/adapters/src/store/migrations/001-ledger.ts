import type { CreateTableBuilder, Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { columnTypes, describeColumns } from '../dialect.ts'

type Table = CreateTableBuilder<string, string>

/** What the log says of targets, figures, judgements, alerts, commands and deliveries, for ever. */
export const ledgerTables: Migration = {
  up: async (db: Kysely<object>) => {
    for (const make of [makeVintage, makeTargetVersion, makeCommand, makeAssessment, makeAlertEvent, makeDelivery]) await make(db)
  },
}

/** Place of the fact in the log. */
const withPlace = (db: Kysely<object>, table: Table): Table =>
  table.addColumn('log_partition', 'integer', (column) => column.notNull()).addColumn('log_offset', columnTypes(db).bigint, (column) => column.notNull())

/** Place of the fact that caused it, and an ordinal within. */
const withSequence = (db: Kysely<object>, table: Table): Table =>
  table
    .addColumn('seq_partition', 'integer', (column) => column.notNull())
    .addColumn('seq_offset', columnTypes(db).bigint, (column) => column.notNull())
    .addColumn('seq_ordinal', 'integer', (column) => column.notNull())

const withTexts = (table: Table, names: readonly string[]): Table =>
  names.reduce((built, name) => built.addColumn(name, 'text', (column) => column.notNull()), table)

const withMaybeTexts = (table: Table, names: readonly string[]): Table => names.reduce((built, name) => built.addColumn(name, 'text'), table)

const withMaybeReals = (db: Kysely<object>, table: Table, names: readonly string[]): Table =>
  names.reduce((built, name) => built.addColumn(name, columnTypes(db).real), table)

const create = (db: Kysely<object>, name: string): Table => db.schema.createTable(name)

const makeVintage = async (db: Kysely<object>): Promise<void> => {
  const { real } = columnTypes(db)
  const keyed = create(db, 'vintage').addColumn('key', 'text', (column) => column.primaryKey())
  const texts = withTexts(keyed, [
    'region',
    'indicator',
    'period',
    'measure',
    'coverage',
    'unit',
    'written',
    'bound',
    'published',
    'published_basis',
    'basis',
    'source',
  ])
  const numbers = texts.addColumn('value', real, (column) => column.notNull()).addColumn('step', real, (column) => column.notNull())
  await withPlace(db, withMaybeTexts(numbers, ['done_on', 'reported_by', 'evidence'])).execute()
  await db.schema.createIndex('vintage_of_indicator').on('vintage').columns(['region', 'indicator', 'period']).execute()
  await describeColumns(db, 'vintage', {
    value: 'In `unit`; per cent for growth and share; 1 for a milestone that was reached',
    unit: 'Expanded: 元, 户, 辆, %',
    step: 'One unit of the last published digit, in `unit`',
    written: 'Number and unit as published',
    period: 'Last month that the figure covers, YYYY-MM',
    published: 'Day in Asia/Shanghai, YYYY-MM-DD',
  })
}

const makeTargetVersion = async (db: Kysely<object>): Promise<void> => {
  const texts = withTexts(create(db, 'target_version'), ['target', 'region'])
  const rest = withMaybeTexts(
    texts.addColumn('year', 'integer', (column) => column.notNull()),
    ['name_zh', 'name_en', 'kind', 'lead_bureau', 'body'],
  )
  await withPlace(db, rest).addPrimaryKeyConstraint('target_version_key', ['target', 'log_offset']).execute()
  await describeColumns(db, 'target_version', { target: 'region/year/id', body: 'JSON of the declaration; null where the target was withdrawn' })
}

const makeCommand = async (db: Kysely<object>): Promise<void> => {
  const keyed = create(db, 'command').addColumn('id', 'text', (column) => column.primaryKey())
  await withPlace(db, withTexts(keyed, ['target', 'kind', 'given_by', 'reason', 'until'])).execute()
  await db.schema.createIndex('command_of_target').on('command').column('target').execute()
}

const makeAssessment = async (db: Kysely<object>): Promise<void> => {
  const keyed = create(db, 'assessment').addColumn('id', 'text', (column) => column.primaryKey())
  const texts = withTexts(keyed, ['target', 'region', 'as_of', 'light', 'method', 'reason_code', 'body'])
  const more = withMaybeTexts(texts, ['period', 'outcome'])
    .addColumn('year', 'integer', (column) => column.notNull())
    .addColumn('overdue', 'integer', (column) => column.notNull())
  const figures = ['p_miss', 'pace_due', 'done', 'share_of_pace', 'forecast', 'forecast_low', 'forecast_high', 'required_run_rate', 'required_per_month']
  await withSequence(db, withMaybeReals(db, more, figures)).execute()
  await db.schema.createIndex('assessment_of_region').on('assessment').columns(['region', 'year', 'target', 'period', 'seq_offset']).execute()
  await describeColumns(db, 'assessment', {
    period: 'Last month judged, YYYY-MM; null while none of the year has been',
    p_miss: 'Probability that the target is missed, 0 to 1',
    pace_due: 'In the expanded unit of the target; per cent for growth and share',
    done: 'In the expanded unit of the target; per cent for growth and share',
    share_of_pace: 'Done over due; 1 is on the line',
    forecast: 'End of year, in the expanded unit of the target',
    forecast_low: 'Lower end of the 80 % range',
    forecast_high: 'Upper end of the 80 % range',
    required_run_rate: 'Growth that the rest of the year needs over last year; 0.31 is 31 %',
    required_per_month: 'In the expanded unit of the target, for each month that is left',
    body: 'JSON of the whole judgement',
  })
}

const makeAlertEvent = async (db: Kysely<object>): Promise<void> => {
  const keyed = create(db, 'alert_event').addColumn('id', 'text', (column) => column.primaryKey())
  const texts = withTexts(keyed, ['target', 'region', 'kind', 'type', 'why', 'day', 'status', 'step', 'body'])
  await withSequence(
    db,
    texts.addColumn('year', 'integer', (column) => column.notNull()),
  ).execute()
  await db.schema.createIndex('alert_event_of_target').on('alert_event').columns(['target', 'seq_offset']).execute()
  await describeColumns(db, 'alert_event', { body: 'JSON of the event with the whole state of its alert' })
}

const makeDelivery = async (db: Kysely<object>): Promise<void> => {
  const { real } = columnTypes(db)
  const keyed = create(db, 'delivery').addColumn('id', 'text', (column) => column.primaryKey())
  const texts = withTexts(keyed, ['region', 'notice', 'channel', 'recipient', 'bureau', 'day', 'subject', 'covers', 'outcome', 'code', 'text'])
  await texts
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('duration_ms', real, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('delivery_to_bureau').on('delivery').columns(['bureau', 'day']).execute()
  const cover = withTexts(create(db, 'delivery_cover'), ['delivery', 'alert_event'])
  await cover.addPrimaryKeyConstraint('delivery_cover_key', ['alert_event', 'delivery']).execute()
  await describeColumns(db, 'delivery', {
    covers: 'JSON list of the alert events told of; `delivery_cover` has them as rows',
    duration_ms: 'Milliseconds of the try',
  })
}
