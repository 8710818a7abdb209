import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { metricsTold } from '@shixu/testkit/metrics-table'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { generateDashboards } from '../../tools/dashboards/generate.ts'
import { rules } from '../prometheus/rule-files.ts'
import { ROOT } from '../rooms.ts'
import { annotationQuery, annotationsOf, BOARDS, panelsOf, queriesOf, readBoards, variablesOf } from './boards.ts'

const boards = readBoards()
const named = boards.map((board) => [board.uid!, board] as const)
const GRAFANA = join(ROOT, 'deploy', 'grafana')

test('the committed dashboards are what their code says: npm run dashboards', () => {
  const generated = generateDashboards()
  expect(boards.map(({ uid }) => `${uid}.json`).toSorted()).toEqual([...generated.keys()].toSorted())
  for (const [name, text] of generated) expect(readFileSync(join(BOARDS, name), 'utf8')).toBe(text)
})

test('every dashboard has an address and a title of its own', () => {
  expect(new Set(boards.map(({ uid }) => uid)).size).toBe(5)
  expect(new Set(boards.map(({ title }) => title)).size).toBe(5)
  for (const { uid } of boards) expect(uid).toMatch(/^shixu-[a-z]+$/u)
})

test.each(named)('%s is in the offices’ time, tagged, read-only, and says what it is for', (_, board) => {
  expect(board).toMatchObject({ timezone: 'Asia/Shanghai', tags: ['shixu'], editable: false, description: expect.stringMatching(/\p{Script=Han}/u) })
  expect(board.id).toBeUndefined()
})

test.each(named)('every panel of %s has a number of its own, a title, and a sentence on what it answers', (_, board) => {
  const panels = board.panels ?? []
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const titles = panels.map(({ title }) => title)
  expect(new Set(titles).size).toBe(titles.length)
  for (const panel of panelsOf(board)) {
    expect(panel.title, JSON.stringify(panel.gridPos)).toBeTruthy()
    expect(panel.description, panel.title).toMatch(/\p{Script=Han}/u)
    expect(queriesOf(panel).length, panel.title).toBeGreaterThan(0)
    const ids = queriesOf(panel).map(({ refId }) => refId)
    expect(new Set(ids).size, panel.title).toBe(ids.length)
  }
})

test.each(named)('no panels of %s lie on one another, and none is outside of the grid', (_, board) => {
  const taken = new Set<string>()
  for (const { title, gridPos } of board.panels ?? []) {
    const { x, y, w, h } = gridPos!
    expect(x + w, title).toBeLessThanOrEqual(24)
    for (let column = x; column < x + w; column++)
      for (let line = y; line < y + h; line++) {
        expect(taken.has(`${column}/${line}`), `${title} at ${column}/${line}`).toBe(false)
        taken.add(`${column}/${line}`)
      }
  }
})

/** Every reference to a datasource in a dashboard. */
const sourcesIn = (value: unknown): readonly { readonly type?: string; readonly uid?: string }[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'datasource' ? [inner, ...sourcesIn(inner)] : sourcesIn(inner)))
}

interface Provisioned {
  readonly datasources: readonly { readonly name: string; readonly uid: string; readonly type: string; readonly secureJsonData?: Record<string, string> }[]
}
const provisioned = parse(readFileSync(join(GRAFANA, 'provisioning', 'datasources', 'shixu.yaml'), 'utf8')) as Provisioned

test.each(named)('the datasources of %s are its variables, which begin with those that are provisioned', (_, board) => {
  const variables = variablesOf(board).filter(({ type }) => type === 'datasource')
  const types = new Map(variables.map(({ name, query }) => [`\${${name}}`, query]))
  for (const { type, uid } of sourcesIn(board)) expect(types.get(uid!), `${uid}`).toBe(type)
  for (const { query, current } of variables) {
    const source = provisioned.datasources.find(({ uid }) => uid === current?.value)
    expect(source).toMatchObject({ type: query, name: current?.text })
  }
})

const metrics = (): ReadonlySet<string> => {
  const page = readFileSync(join(ROOT, 'docs', 'metrics.md'), 'utf8')
  const sections = [...page.matchAll(/^## (.+)$/gmu)].map(([, title = '']) => title)
  return new Set(sections.flatMap((section) => [...metricsTold(page, section).keys()]))
}

test.each(named)('every metric that %s asks for is one that the services have', (_, board) => {
  const told = metrics()
  const asked = panelsOf(board)
    .flatMap(queriesOf)
    .filter(({ language }) => language === 'promql')
    .flatMap(({ text }) => [...text.matchAll(/\bshixu_\w+/gu)].map(([name]) => name.replace(/_bucket$/u, '')))
  expect(asked.filter((name) => !told.has(name))).toEqual([])
})

const recordedIn = (text: string): readonly string[] => [...text.matchAll(/\bshixu:\w+:\w+/gu)].map(([name]) => name)

test('what dashboards ask of recorded series is recorded, and nothing is recorded that nobody asks for', () => {
  const records = rules().flatMap(({ record }) => (record === undefined ? [] : [record]))
  const asked = boards
    .flatMap(panelsOf)
    .flatMap(queriesOf)
    .flatMap(({ text }) => recordedIn(text))
  expect(asked.length).toBeGreaterThan(10)
  expect(asked.filter((name) => !records.includes(name))).toEqual([])
  const used = new Set([...asked, ...rules().flatMap(({ expr }) => recordedIn(expr)), ...recordedIn(readFileSync(join(ROOT, 'docs', 'operating.md'), 'utf8'))])
  expect(records.filter((name) => !used.has(name))).toEqual([])
})

test.each(named)('every panel of %s says in words that it has nothing to show, and no cell of a table says so', (_, board) => {
  for (const panel of panelsOf(board)) {
    expect(panel.fieldConfig?.defaults.noValue, panel.title).toMatch(/[—\p{Script=Han}]/u)
    const cells = panel.fieldConfig?.overrides.find(({ matcher }) => matcher.id === 'byRegexp')?.properties
    if (panel.type === 'table') expect(cells, panel.title).toEqual([{ id: 'noValue', value: '—' }])
  }
})

const OF_GRAFANA = /^__(interval|rate_interval|range|timeFilter|timeFrom|timeTo|data|url_time_range|field)$/u

test.each(named)('every variable that %s uses is one that it has', (_, board) => {
  const known = new Set(variablesOf(board).map(({ name }) => name))
  const used = [...JSON.stringify(board).matchAll(/\$\{?(\w+)/gu)].map(([, name = '']) => name)
  expect(used.filter((name) => !known.has(name) && !OF_GRAFANA.test(name) && name !== '__all')).toEqual([])
  for (const query of [...panelsOf(board).flatMap(queriesOf), ...annotationsOf(board).map(annotationQuery)]) expect(query.text).not.toMatch(/\[\[/u)
})

/** Addresses of dashboards in the links of a dashboard. */
const leadsOf = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'url' && typeof inner === 'string' && inner !== '' ? [inner] : leadsOf(inner)))
}

test.each(named)('every link of %s leads to a dashboard that is there, and sets variables that it has', (_, board) => {
  const byUid = new Map(boards.map((each) => [each.uid, each]))
  for (const url of leadsOf(board)) {
    const [, uid, asked = ''] = /^\/d\/([\w-]+)\?(.*)$/u.exec(url) ?? []
    const there = byUid.get(uid)
    expect(there, url).toBeDefined()
    const variables = new Set(variablesOf(there!).map(({ name }) => name))
    for (const [, name = ''] of asked.matchAll(/var-(\w+)=/gu)) expect(variables.has(name), `${name} in ${url}`).toBe(true)
    for (const needed of ['region', 'year', 'target', 'bureau'].filter((name) => variables.has(name)))
      expect(asked, `${needed} in ${url}`).toMatch(needed === 'bureau' && uid === 'shixu-city' ? /./u : new RegExp(`var-${needed}=`, 'u'))
  }
})

test.each(named)('big numbers of %s show all fields of a row: a limit of values would cut them off', (_, board) => {
  for (const panel of panelsOf(board).filter(({ type }) => type === 'stat'))
    expect(panel.options.reduceOptions, panel.title).toMatchObject({ values: false, calcs: ['lastNotNull'] })
})

test.each(named)('from %s one comes to every other dashboard, with what is chosen', (_, board) => {
  expect(board.links).toEqual([expect.objectContaining({ type: 'dashboards', tags: ['shixu'], includeVars: true, keepTime: true })])
})

test.each(named)('a table of %s whose link reads another column has that column', (_, board) => {
  for (const panel of panelsOf(board)) {
    const read = [...JSON.stringify(panel.fieldConfig ?? {}).matchAll(/__data\.fields\[\\+"([^"\\]+)\\+"\]/gu)].map(([, column = '']) => column)
    for (const column of read) expect(queriesOf(panel)[0]?.text, `${panel.title}: ${column}`).toMatch(new RegExp(`\\b${column}\\b`, 'u'))
  }
})

test('the ledger is read with a password from a secret file, and dashboards come from where they are mounted', () => {
  const ledger = provisioned.datasources.find(({ uid }) => uid === 'shixu-sql')
  expect(ledger?.secureJsonData?.password).toMatch(/^\$__file\{\/run\/secrets\/\w+\}$/u)
  const { providers } = parse(readFileSync(join(GRAFANA, 'provisioning', 'dashboards', 'shixu.yaml'), 'utf8'))
  expect(providers).toMatchObject([{ type: 'file', allowUiUpdates: false, options: { path: '/etc/grafana/dashboards' } }])
})
