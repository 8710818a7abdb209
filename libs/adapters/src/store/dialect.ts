import { type Kysely, PostgresAdapter, type QueryExecutorProvider, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'

/** Any database or transaction, whatever its tables. */
type Queries = Pick<Kysely<object>, 'getExecutor'>

/** Whether statements go to PostgreSQL; otherwise to SQLite. All that differs between the two is in this file. */
export const isPostgres = (db: Queries): boolean => db.getExecutor().adapter instanceof PostgresAdapter

/** Column types for migrations: `bigint` holds moments, offsets and counts, `real` is a double, `bytes` is raw. Text and integer are the same in both. */
export const columnTypes = (db: Queries) =>
  isPostgres(db)
    ? ({ bigint: sql`bigint`, real: sql`double precision`, bytes: sql`bytea` } as const)
    : ({ bigint: sql`integer`, real: sql`real`, bytes: sql`blob` } as const)

/** Takes rows that no other process has taken. SQLite has one writer at a time, so there every row is free. */
export const skipLocked = <DB, TB extends keyof DB, O>(db: Queries, query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O> =>
  isPostgres(db) ? query.forUpdate().skipLocked() : query

/** Makes rows this transaction's until it ends; whoever else wants them waits. */
export const forUpdate = <DB, TB extends keyof DB, O>(db: Queries, query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O> =>
  isPostgres(db) ? query.forUpdate() : query

/** The text at an index, itself a column, of a list that is text of JSON; null beyond its end. */
export const jsonElement = (db: Queries, list: string, index: string): RawBuilder<string | null> =>
  isPostgres(db) ? sql`${sql.ref(list)}::jsonb ->> ${sql.ref(index)}` : sql`json_extract(${sql.ref(list)}, '$[' || ${sql.ref(index)} || ']')`

/** How long a list is that is text of JSON. */
export const jsonLength = (db: Queries, list: string): RawBuilder<number> =>
  isPostgres(db) ? sql`jsonb_array_length(${sql.ref(list)}::jsonb)` : sql`json_array_length(${sql.ref(list)})`

/** Whether this transaction alone has the name, until it ends. SQLite has one writer at a time anyway. */
export const onlyOneAtATime = async (trx: Queries & QueryExecutorProvider, name: string): Promise<boolean> => {
  if (!isPostgres(trx)) return true
  const { rows } = await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(hashtext(${name})) as free`.execute(trx)
  return rows[0]?.free === true
}

/** Waits until nobody else has the name, and has it until the transaction ends. */
export const afterTheOthers = async (trx: Queries & QueryExecutorProvider, name: string): Promise<void> => {
  if (isPostgres(trx)) await sql`select pg_advisory_xact_lock(hashtext(${name}))`.execute(trx)
}

/** Now by the database's own clock, in milliseconds since 1970; within a transaction too it goes on. */
export const wallMs = (db: Queries): RawBuilder<number> =>
  isPostgres(db) ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint` : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`

/** An insert without its rows: `insert into t (a, b)`, and what becomes of a row that is there already. */
export interface Insert {
  readonly table: string
  readonly columns: readonly string[]
  readonly head: RawBuilder<unknown>
  readonly tail: RawBuilder<unknown>
}

/**
 * Inserts objects by their columns. PostgreSQL gets them in one statement with one parameter, for a parameter a cell costs more than the rows themselves; SQLite has no way to go,
 * and there a statement that is kept ready takes a row three times as fast as any that takes many apart. Says how many rows were inserted or changed.
 */
export const insertObjects = async (db: QueryExecutorProvider, insert: Insert, rows: readonly Readonly<Record<string, unknown>>[]): Promise<number> => {
  const { table, columns, head, tail } = insert
  if (isPostgres(db)) {
    const names = sql.join(columns.map((column) => sql.ref(column)))
    const put = sql`${head} select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${asJson(rows)}::jsonb) ${tail}`
    return Number((await put.execute(db)).numAffectedRows ?? 0)
  }
  const one = sql`${head} values (${sql.join(columns)}) ${tail}`.compile(db)
  return db.getExecutor().provideConnection(async (connection) => {
    let put = 0
    for (const row of rows) {
      const { numAffectedRows } = await connection.executeQuery({ ...one, parameters: columns.map((column) => row[column]) })
      put += Number(numAffectedRows ?? 0)
    }
    return put
  })
}

/** Bytes as PostgreSQL reads them. */
const asJson = (rows: readonly Readonly<Record<string, unknown>>[]): string => {
  const bytes = Object.entries(rows[0] ?? {}).flatMap(([column, value]) => (value instanceof Uint8Array ? [column] : []))
  if (bytes.length === 0) return JSON.stringify(rows)
  const hex = (value: unknown) => (value instanceof Uint8Array ? `\\x${value.toHex()}` : value)
  return JSON.stringify(rows.map((row) => ({ ...row, ...Object.fromEntries(bytes.map((column) => [column, hex(row[column])])) })))
}

/** A column of a table that gets a value by key. */
export interface Setting {
  readonly table: string
  readonly key: readonly string[]
  readonly column: string
}

/** Sets one column of many rows, each to its own value; the objects have the key and the column. */
export const setColumn = async (
  db: QueryExecutorProvider,
  { table, key, column }: Setting,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> => {
  const [first] = rows
  if (first === undefined) return
  const head = sql`update ${sql.table(table)} set ${sql.ref(column)} =`
  const all = (conditions: readonly RawBuilder<unknown>[]) => sql.join(conditions, sql` and `)
  if (isPostgres(db)) {
    const same = all(key.map((name) => sql`${sql.ref(`${table}.${name}`)} = given.${sql.ref(name)}`))
    await sql`${head} given.${sql.ref(column)} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb) as given where ${same}`.execute(
      db,
    )
    return
  }
  const one = sql`${head} ${first[column]} where ${all(key.map((name) => sql`${sql.ref(name)} = ${first[name]}`))}`.compile(db)
  await db.getExecutor().provideConnection(async (connection) => {
    for (const row of rows) await connection.executeQuery({ ...one, parameters: [column, ...key].map((name) => row[name]) })
  })
}

/** A table that everybody sees, and this connection's own of the same name. The name alone means the own one. */
export interface Twin {
  readonly shared: RawBuilder<unknown>
  readonly own: RawBuilder<unknown>
  readonly columns: readonly string[]
}

/** Makes an empty table of the name and columns of one that is there, which this connection alone sees, and which is gone with it at the latest: `dropOwn` before anybody else gets the connection. */
export const makeOwn = async (connection: Kysely<object>, table: string): Promise<Twin> => {
  const [name, text] = [sql.table(table), sql.lit(table)]
  if (isPostgres(connection)) {
    const {
      rows: [there],
    } = await sql<{ schema: string; columns: string[] }>`
      select relnamespace::regnamespace::text as schema, array(select attname::text from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped order by attnum) as columns
      from pg_class where oid = to_regclass(${text})`.execute(connection)
    const shared = sql`${sql.raw(there?.schema ?? 'public')}.${name}`
    await sql`create temporary table ${name} (like ${shared} including defaults including indexes)`.execute(connection)
    return { shared, own: sql`pg_temp.${name}`, columns: there?.columns ?? [] }
  }
  const { rows } = await sql<{ sql: string }>`select sql from main.sqlite_schema where type = 'table' and name = ${text}`.execute(connection)
  await sql.raw(String(rows[0]?.sql).replace(/^create table/iu, 'create temporary table')).execute(connection)
  const { rows: columns } = await sql<{ name: string }>`select name from pragma_table_info(${text})`.execute(connection)
  return { shared: sql`main.${name}`, own: sql`temp.${name}`, columns: columns.map((column) => column.name) }
}

/** Whether it was made or not. */
export const dropOwn = async (connection: Queries & QueryExecutorProvider, table: string): Promise<void> => {
  await sql`drop table if exists ${sql.raw(isPostgres(connection) ? 'pg_temp' : 'temp')}.${sql.table(table)}`.execute(connection)
}

/** Lets the planner know what is in a connection's own table: nobody else will. */
export const countOwn = async (trx: Queries & QueryExecutorProvider, { own }: Twin): Promise<void> => {
  if (isPostgres(trx)) await sql`analyze ${own}`.execute(trx)
}

/** Keeps every other writer from these tables until the transaction ends; whoever reads goes on reading what was there. To be its first statement, with the tables in the order in which others write to them. */
export const lockWriters = async (trx: Queries & QueryExecutorProvider, tables: readonly RawBuilder<unknown>[]): Promise<void> => {
  // SQLite has one writer at a time, who is it from his first statement on.
  await (isPostgres(trx) ? sql`lock table ${sql.join(tables)} in share row exclusive mode` : sql`delete from ${tables[0]} where false`).execute(trx)
}

/** How many rows of so many columns go into one statement: either dialect has a limit on parameters. */
export const rowsPerStatement = (db: Queries, columns: number): number => Math.max(1, Math.floor((isPostgres(db) ? 65_000 : 32_000) / columns))

/** Says in the catalogue what the columns of a table hold, with their units. SQLite has no place for it. */
export const describeColumns = async (db: Kysely<object>, table: string, columns: Readonly<Record<string, string>>): Promise<void> => {
  if (!isPostgres(db)) return
  for (const [column, words] of Object.entries(columns)) await sql`comment on column ${sql.ref(`${table}.${column}`)} is ${sql.lit(words)}`.execute(db)
}

/** Lets a column of long texts be compressed by what costs the processor least. A server that was built without it keeps its own way; SQLite compresses nothing. */
export const compressWell = async (db: Kysely<object>, table: string, column: string): Promise<void> => {
  if (!isPostgres(db)) return
  const { rows } = await sql<{ ways: readonly string[] }>`select enumvals as ways from pg_settings where name = 'default_toast_compression'`.execute(db)
  if (rows[0]?.ways.includes('lz4')) await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} set compression lz4`.execute(db)
}

/** Says in the catalogue what a view is for. */
export const describeTable = async (db: Kysely<object>, name: string, words: string): Promise<void> => {
  if (isPostgres(db)) await sql`comment on view ${sql.table(name)} is ${sql.lit(words)}`.execute(db)
}

/** What is joined to a row: the first of a table's rows where `where` holds, in the order of `order`. The table's row is `candidate` there. */
export interface First {
  readonly table: string
  readonly as: string
  readonly where: string
  readonly order: string
}

/** Expressions of views, as text. */
export interface SqlWords {
  /** Left join of one row at most. */
  joinFirst(first: First): string
  /** The moment of a day, or of the last day of a month, at midnight in Asia/Shanghai: `timestamptz` in PostgreSQL, milliseconds since 1970 in SQLite. */
  moment(expression: string, of: 'day' | 'month'): string
  /** A field of text that holds JSON. */
  jsonText(expression: string, ...path: readonly string[]): string
  jsonNumber(expression: string, ...path: readonly string[]): string
  /** A table of `key` and `value` of a JSON object. */
  jsonEach(expression: string): string
  /** A text up to a mark; the whole where it is not there. */
  before(expression: string, mark: string): string
  /** The day in Asia/Shanghai by the database's clock. */
  readonly today: string
  /** Days from one day to another. */
  daysBetween(from: string, to: string): string
}

const POSTGRES_WORDS: SqlWords = {
  joinFirst: ({ table, as, where, order }) =>
    `left join lateral (select candidate.* from ${table} candidate where ${where} order by ${order} limit 1) ${as} on true`,
  moment: (day, of) =>
    of === 'day'
      ? `(${day})::date::timestamp at time zone 'Asia/Shanghai'`
      : `(((${day}) || '-01')::date + interval '1 month' - interval '1 day') at time zone 'Asia/Shanghai'`,
  jsonText: (text, ...path) => `(${text})::jsonb #>> '{${path.join(',')}}'`,
  jsonNumber: (text, ...path) => `((${text})::jsonb #>> '{${path.join(',')}}')::double precision`,
  jsonEach: (text) => `jsonb_each((${text})::jsonb)`,
  before: (text, mark) => `split_part(${text}, '${mark}', 1)`,
  today: `to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`,
  daysBetween: (from, to) => `((${to})::date - (${from})::date)`,
}

const SQLITE_WORDS: SqlWords = {
  joinFirst: ({ table, as, where, order }) =>
    `left join ${table} ${as} on ${as}.rowid = (select candidate.rowid from ${table} candidate where ${where} order by ${order} limit 1)`,
  moment: (day, of) => (of === 'day' ? `unixepoch(${day}, '-8 hours') * 1000` : `unixepoch((${day}) || '-01', '+1 month', '-1 day', '-8 hours') * 1000`),
  jsonText: (text, ...path) => `json_extract(${text}, '$.${path.join('.')}')`,
  jsonNumber: (text, ...path) => `json_extract(${text}, '$.${path.join('.')}')`,
  jsonEach: (text) => `json_each(${text})`,
  before: (text, mark) => `case instr(${text}, '${mark}') when 0 then ${text} else substr(${text}, 1, instr(${text}, '${mark}') - 1) end`,
  today: `date('now', '+8 hours')`,
  daysBetween: (from, to) => `cast(julianday(${to}) - julianday(${from}) as integer)`,
}

export const sqlWords = (db: Queries): SqlWords => (isPostgres(db) ? POSTGRES_WORDS : SQLITE_WORDS)
