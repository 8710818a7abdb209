import { observationKey } from '@shixu/domain'
import type { Cursors, Vintage } from '@shixu/pipeline/ports'
import type { Database } from '../database.ts'
import { rowsPerStatement } from '../dialect.ts'
import { inParts } from './in-parts.ts'
import type { IngestTables } from './tables.ts'

const COLUMNS = ['region', 'indicator', 'period', 'measure', 'coverage', 'published', 'bound', 'value', 'unit', 'source'] as const
const KEY = COLUMNS.slice(0, 7) as readonly (typeof COLUMNS)[number][]

/** The vintages that are known, one row each. */
export const createCursors = (database: Database): Cursors => {
  const db = database.$extendTables<IngestTables>()
  return {
    known: async (series) => {
      const byRegion = Map.groupBy(series, ({ region }) => region)
      const found: Vintage[] = []
      for (const [region, each] of byRegion)
        for (const indicators of inParts([...new Set(each.map(({ indicator }) => indicator))], 500))
          found.push(...(await db.selectFrom('ingest_vintage').select(COLUMNS).where('region', '=', region).where('indicator', 'in', indicators).execute()))
      return found
    },
    remember: async (vintages) => {
      // One statement may name a key once only; the last one said stands.
      const rows = [...new Map(vintages.map((each) => [observationKey(each), rowOf(each)])).values()]
      await db.transaction().execute(async (transaction) => {
        for (const part of inParts(rows, rowsPerStatement(db, COLUMNS.length)))
          await transaction
            .insertInto('ingest_vintage')
            .values(part)
            .onConflict((conflict) =>
              conflict
                .columns([...KEY])
                .doUpdateSet(({ ref }) => ({ value: ref('excluded.value'), unit: ref('excluded.unit'), source: ref('excluded.source') })),
            )
            .execute()
      })
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
