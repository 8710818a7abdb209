import { observationKey } from '@shixu/domain'
import type { Cursors, Vintage } from '@shixu/pipeline/ports'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { putRows } from '../put-rows.ts'
import { inParts } from './in-parts.ts'
import type { IngestTables } from './tables.ts'

const COLUMNS = ['region', 'indicator', 'period', 'measure', 'coverage', 'published', 'bound', 'value', 'unit', 'source'] as const
const KEY = COLUMNS.slice(0, 7)

/** Names in one statement; SQLite and PostgreSQL take far more, and the statement stays the same for most documents. */
const PART = 500

type Db = Kysely<IngestTables>
type Asked = { readonly region: string; readonly indicators: readonly string[] }

const figureOf = ({ indicator, period }: Pick<Vintage, 'indicator' | 'period'>): string => `${indicator}/${period}`

const vintagesOf = (db: Db, { region, indicators, periods }: Asked & { readonly periods: readonly string[] }): Promise<Vintage[]> =>
  db.selectFrom('ingest_vintage').select(COLUMNS).where('region', '=', region).where('indicator', 'in', indicators).where('period', 'in', periods).execute()

/** The levels of each indicator's newest period. */
const newestLevels = (db: Db, { region, indicators }: Asked): Promise<Vintage[]> => {
  const levels = () =>
    db.selectFrom('ingest_vintage').where('region', '=', region).where('indicator', 'in', indicators).where('measure', '=', 'level').where('value', '<>', 0)
  return levels()
    .innerJoin(
      levels()
        .select(({ fn }) => ['indicator as of', 'coverage as covering', fn.max('period').as('newest')])
        .groupBy(['indicator', 'coverage'])
        .as('last'),
      (join) => join.onRef('last.of', '=', 'indicator').onRef('last.covering', '=', 'coverage').onRef('last.newest', '=', 'period'),
    )
    .select(COLUMNS)
    .execute()
}

/** The vintages that are known, one row each. */
export const createCursors = (database: Database): Cursors => {
  const db = database.$extendTables<IngestTables>()
  return {
    known: async (figures) => {
      const found: Vintage[] = []
      for (const [region, each] of Map.groupBy(figures, ({ region }) => region)) {
        const wanted = new Set(each.map(figureOf))
        const periods = [...new Set(each.map(({ period }) => period))]
        for (const indicators of inParts([...new Set(each.map(({ indicator }) => indicator))], PART)) {
          for (const part of inParts(periods, PART))
            found.push(...(await vintagesOf(db, { region, indicators, periods: part })).filter((vintage) => wanted.has(figureOf(vintage))))
          found.push(...(await newestLevels(db, { region, indicators })).filter((vintage) => !wanted.has(figureOf(vintage))))
        }
      }
      return found
    },
    remember: async (vintages) => {
      // One statement may name a key once only; the last one said stands.
      const rows = [...new Map(vintages.map((each) => [observationKey(each), rowOf(each)])).values()]
      await db.transaction().execute((trx) => putRows(trx, 'ingest_vintage', { rows, onConflict: { key: KEY } }))
    },
  }
}

const rowOf = ({ region, indicator, period, measure, coverage, published, bound, value, unit, source }: Vintage): Vintage => ({
  region,
  indicator,
  period,
  measure,
  coverage,
  published,
  bound,
  value,
  unit,
  source,
})
