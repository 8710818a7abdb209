import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard'
import { prometheusMissing } from '@shixu/testkit/prometheus'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ALLOWED_EMPTY } from './allowed-empty.ts'
import { ask, type Given, type Servers } from './ask.ts'
import { annotationQuery, annotationsOf, namesOverridden, panelsOf, type Query, queriesOf, readBoards, variablesOf } from './boards.ts'
import type { Situation } from './expand.ts'
import { MIDYEAR, startYears, type Years } from './years.ts'

const DAY = 86_400_000
const postgresUrl = inject('postgresUrl')
const missing = postgresUrl === undefined || prometheusMissing() !== null

/** What somebody looks at, and when. */
interface View {
  readonly name: string
  readonly years: 'whole' | 'half'
  readonly to: string
  readonly chosen: Readonly<Record<string, string>>
}

const VIEWS: readonly View[] = [
  {
    name: 'Wuhan, in April 2025, foreign trade',
    years: 'whole',
    to: '2025-04-01',
    chosen: { region: '420100', year: '2024', target: 'foreign-trade', bureau: 'commerce' },
  },
  {
    name: 'Wuhan, in July 2024, investment',
    years: 'half',
    to: MIDYEAR,
    chosen: { region: '420100', year: '2024', target: 'fixed-asset-investment', bureau: 'development-reform' },
  },
  {
    name: 'the invented county, which reports',
    years: 'whole',
    to: '2025-04-01',
    chosen: { region: '999901', year: '2024', target: 'industrial-output', bureau: 'development' },
  },
]

const boards = readBoards()
let years: Years
beforeAll(async () => {
  if (!missing) years = await startYears(postgresUrl)
}, 300_000)
afterAll(async () => {
  await years?.stop()
})

/** A graph of a year, a point a day; a scrape a day. */
const situationOf = ({ to }: View, variables: Situation['variables']): Situation => ({
  from: Date.parse('2024-01-01T00:00:00+08:00'),
  to: Date.parse(`${to}T23:59:59+08:00`),
  interval: DAY,
  scrape: DAY,
  variables,
})

const sqlOf = (text: unknown): Query => ({ refId: 'variable', language: 'sql', text: String(text), format: 'table', legend: '', instant: true })

const optionsOf = (given: Given): readonly string[] => {
  const names = given.columns.map(({ name }) => name)
  expect(names).toEqual(['__text', '__value'])
  return given.rows.map(([, value]) => String(value))
}

/** Each variable as Grafana would resolve it, in their order: what is chosen, where it is among the options. */
const resolved = async (board: Dashboard, view: View): Promise<Situation> => {
  const variables: Record<string, readonly string[]> = {}
  for (const { name, type, query, includeAll } of variablesOf(board)) {
    if (type !== 'query') continue
    const given = await ask(years[view.years], sqlOf(query), situationOf(view, variables))
    const options = optionsOf(given)
    expect(options.length, `options of ${name}`).toBeGreaterThan(0)
    const wanted = view.chosen[name]
    if (wanted) expect(options, `options of ${name}`).toContain(wanted)
    variables[name] = includeAll ? options : [wanted || options[0]!]
  }
  return situationOf(view, variables)
}

type Panel = ReturnType<typeof panelsOf>[number]

/** What is wrong with an answer for a panel of this type; null where it can be drawn. */
const fault = (panel: Panel, { format, language }: Query, { columns, rows }: Given): string | null => {
  const kinds = columns.map(({ kind }) => kind)
  const names = columns.map(({ name }) => name)
  if (new Set(names).size !== names.length) return `two columns are called the same: ${names.join(', ')}`
  if (panel.type === 'timeseries' || panel.type === 'state-timeline') {
    if (format === 'table') return null
    if (kinds[0] !== 'time') return `the first column is no time: ${names[0]}`
    return kinds.includes('number') ? null : 'no column of numbers'
  }
  if (panel.type === 'barchart') return kinds.includes('number') && kinds.includes('text') ? null : 'needs a column of texts and one of numbers'
  if (panel.type === 'stat' && language === 'sql' && rows.length !== 1) return `a number of one row wants one row, not ${rows.length}`
  return columns.length > 0 ? null : 'no column'
}

const inOrder = ({ rows }: Given): boolean => rows.every(([time], index) => index === 0 || Number(rows[index - 1]![0]) <= Number(time))

interface Asked {
  readonly board: Dashboard
  readonly panel: Panel
  readonly query: Query
}

const asked: readonly Asked[] = boards.flatMap((board) => panelsOf(board).flatMap((panel) => queriesOf(panel).map((query) => ({ board, panel, query }))))

/** An answer counts as empty where nothing could be drawn from it. */
const isEmpty = ({ rows, columns }: Given): boolean => {
  const drawn = columns.flatMap(({ name, kind }, index) => (kind === 'time' || name === 'metric' ? [] : [index]))
  return rows.every((row) => (row.length === columns.length ? drawn.every((index) => row[index] === null) : false)) || columns.length === 0
}

describe.skipIf(missing)('On a replayed year', () => {
  const situations = new Map<string, Situation>()
  const situation = async (board: Dashboard, view: View): Promise<Situation> => {
    const key = `${board.uid} ${view.name}`
    const known = situations.get(key) ?? (await resolved(board, view))
    situations.set(key, known)
    return known
  }
  const serversOf = ({ years: which }: View): Servers => years[which]

  test.each(boards.flatMap((board) => VIEWS.map((view) => [board.uid!, view.name, board, view] as const)))(
    'the variables of %s have options: %s',
    async (_, __, board, view) => {
      await situation(board, view)
    },
  )

  test.each(asked.map((each) => [each.board.uid!, each.panel.title!, each.query.refId, each] as const))(
    '%s: %s (%s) gives what its panel draws',
    async (uid, title, refId, { board, panel, query }) => {
      const faults: string[] = []
      const filled: string[] = []
      for (const view of VIEWS) {
        const given = await ask(serversOf(view), query, await situation(board, view))
        const wrong = given.rows.length === 0 && query.language === 'promql' ? null : fault(panel, query, given)
        if (wrong) faults.push(`${view.name}: ${wrong}`)
        if (query.format === 'time_series' && query.language === 'sql' && !inOrder(given)) faults.push(`${view.name}: not in order of time`)
        if (!isEmpty(given)) filled.push(view.name)
      }
      expect(faults).toEqual([])
      const allowed = ALLOWED_EMPTY[`${uid}: ${title} (${refId})`]
      expect(filled.length > 0, `empty for everybody${allowed ? `, as allowed: ${allowed}` : ''}`).toBe(allowed === undefined)
    },
  )

  test.each(
    boards.flatMap((board) =>
      panelsOf(board).flatMap((panel) =>
        namesOverridden(panel).length > 0 && panel.type === 'table' ? [[board.uid!, panel.title!, { board, panel }] as const] : [],
      ),
    ),
  )('%s: the columns of %s that its looks mention are there', async (_, __, { board, panel }) => {
    const view = VIEWS[0]!
    const given = await Promise.all(queriesOf(panel).map(async (query) => ask(serversOf(view), query, await situation(board, view))))
    const columns = new Set(given.flatMap((each) => each.columns.map(({ name }) => name)))
    expect(namesOverridden(panel).filter((name) => !columns.has(name))).toEqual([])
  })

  test.each(boards.flatMap((board) => annotationsOf(board).map((annotation) => [board.uid!, annotation.name, { board, annotation }] as const)))(
    '%s: the annotation %s has a time and a text',
    async (uid, name, { board, annotation }) => {
      const found: Given[] = []
      for (const view of VIEWS) found.push(await ask(serversOf(view), annotationQuery(annotation), await situation(board, view)))
      for (const { columns } of found)
        expect(columns.map((column) => [column.name, column.kind])).toEqual([
          ['time', 'time'],
          ['text', 'text'],
          ['tags', 'text'],
        ])
      for (const { rows } of found) for (const [, text] of rows) expect(String(text)).toMatch(/\p{Script=Han}/u)
      expect(
        found.some(({ rows }) => rows.length > 0),
        `${uid} ${name}`,
      ).toBe(true)
    },
  )

  test('who asks may read the views, and no table', async () => {
    const { sql } = years.whole
    expect((await sql.query('select current_user as who')).rows).toEqual([{ who: 'shixu_reader' }])
    await expect(sql.query('select 1 from assessment')).rejects.toThrow('permission denied')
    await expect(sql.query('create table invented (a integer)')).rejects.toThrow(/read-only|permission denied/u)
  })

  test('on the last day Prometheus counts the lights as the ledger does', async () => {
    const { sql, prometheus } = years.whole
    const { rows } = await sql.query("select light, count(*)::integer as n from target_now where region = '420100' group by light")
    const lastDay = await sql.query("select max(as_of) as day from target_now where region = '420100'")
    const at = Date.parse(`${lastDay.rows[0].day}T23:00:00+08:00`) / 1_000
    for (const [number, light] of ['grey', 'green', 'yellow', 'red'].entries()) {
      const [found] = await prometheus.instant(`count(shixu_target_light{region="420100"} == ${number}) or vector(0)`, at)
      expect([light, found?.value]).toEqual([light, rows.find((row) => row.light === light)?.n ?? 0])
    }
  })

  test('what is allowed to be empty is a query that there is', () => {
    const there = new Set(asked.map(({ board, panel, query }) => `${board.uid}: ${panel.title} (${query.refId})`))
    expect(Object.keys(ALLOWED_EMPTY).filter((name) => !there.has(name))).toEqual([])
  })
})
