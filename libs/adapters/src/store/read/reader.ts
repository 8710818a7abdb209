import type { Day, TargetAssessed, TargetKey } from '@shixu/domain'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import { judgementOf } from '../ledger/judgement-row.ts'
import { partsOf } from '../ledger/parts.ts'
import type { LedgerTables } from '../ledger/tables.ts'

/** A condition on the columns of a view. `contains` knows no upper and lower case, and takes its text as it is. */
export type Condition =
  | { readonly field: string; readonly is: string | number }
  | { readonly field: string; readonly isNot: string | number }
  | { readonly field: string; readonly from: string }
  | { readonly field: string; readonly upTo: string }
  | { readonly field: string; readonly contains: string }
  | { readonly any: readonly Condition[] }

/** What is asked of a view. Fields are its columns in camel case. */
export interface Asked {
  readonly view: string
  readonly fields: readonly string[]
  readonly where: readonly Condition[]
  /** Columns that tell every row from every other, none of them null. */
  readonly order: readonly string[]
  readonly newestFirst?: boolean
  /** Values of `order` in the row before. */
  readonly after?: readonly (string | number)[] | null
  readonly limit: number
}

export type Answered = Readonly<Record<string, unknown>>

/** What people and other systems ask of the ledger. Reads alone. */
export interface Reader {
  list(asked: Asked): Promise<readonly Answered[]>
  /** The newest judgement of a target, as it stood at the end of `asOf`; null where there was none. */
  assessmentOf(target: TargetKey, asOf?: Day): Promise<TargetAssessed | null>
}

const columnOf = (field: string): string => field.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)
const ref = (field: string): RawBuilder<unknown> => sql.ref(columnOf(field))

const escaped = (text: string): string => text.toLowerCase().replaceAll(/[\\%_]/gu, (letter) => `\\${letter}`)

const conditionOf = (condition: Condition): RawBuilder<unknown> => {
  if ('any' in condition) return sql`(${sql.join(condition.any.map(conditionOf), sql` or `)})`
  const column = ref(condition.field)
  if ('is' in condition) return sql`${column} = ${condition.is}`
  if ('isNot' in condition) return sql`${column} <> ${condition.isNot}`
  if ('from' in condition) return sql`${column} >= ${condition.from}`
  if ('upTo' in condition) return sql`${column} <= ${condition.upTo}`
  return sql`lower(${column}) like ${`%${escaped(condition.contains)}%`} escape '\\'`
}

const statementOf = ({ view, fields, where, order, newestFirst, after, limit }: Asked): RawBuilder<Answered> => {
  const columns = sql.join(fields.map((field) => sql`${ref(field)} as ${sql.ref(field)}`))
  const comparing = newestFirst ? sql`<` : sql`>`
  const rest = after ? [sql`(${sql.join(order.map(ref))}) ${comparing} (${sql.join([...after])})`] : []
  const conditions = [...where.map(conditionOf), ...rest]
  const filter = conditions.length > 0 ? sql` where ${sql.join(conditions, sql` and `)}` : sql``
  const sorted = sql.join(order.map((field) => (newestFirst ? sql`${ref(field)} desc` : ref(field))))
  return sql<Answered>`select ${columns} from ${sql.table(view)}${filter} order by ${sorted} limit ${sql.lit(limit)}`
}

const assessmentOf = async (db: Kysely<LedgerTables>, key: TargetKey, asOf?: Day): Promise<TargetAssessed | null> => {
  const { region, year, target } = partsOf(key)
  const row = await db
    .selectFrom('assessment')
    .selectAll()
    .where('region', '=', region)
    .where('year', '=', year)
    .where('target', '=', target)
    .$if(asOf !== undefined, (query) => query.where('as_of', '<=', asOf!))
    .orderBy('period', 'desc')
    .orderBy('seq_offset', 'desc')
    .orderBy('seq_ordinal', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : judgementOf(row)
}

export const createReader = (database: Database): Reader => ({
  list: async (asked) => (await statementOf(asked).execute(database)).rows,
  assessmentOf: (target, asOf) => assessmentOf(database.$extendTables<{ [T in keyof LedgerTables]: LedgerTables[T] }>(), target, asOf),
})
