import { readFileSync } from 'node:fs'
import { REFUSALS } from '@shixu/domain'
import { anIndicator, plainWorkdays } from '@shixu/testkit'
import { describe, expect, it, test } from 'vitest'
import { table } from './index.ts'

const INDICATORS = [
  anIndicator({ unit: '元', measures: ['level', 'growth'] }),
  anIndicator({ id: 'invented-shops', unit: '家', coverage: 'point' }),
  anIndicator({ id: 'invented-share', coverage: 'ytd', release: { rule: 'quarterly', day: 20 } }),
]
const CHINESE = {
  skip: 1,
  columns: { indicator: '指标', period: '期间', coverage: '口径', measure: '类型', value: '数值', unit: '单位', bound: '程度', published: '发布日期' },
}
const PLAIN = { columns: { indicator: 'i', period: 'p', value: 'v', unit: 'u', published: 'd', bound: 'b' }, constants: { measure: 'level' } }

const open = (options: Record<string, unknown>) =>
  table.open({
    feed: { id: 'invented', nameZh: '虚构', format: 'table', location: 'file:x', schedule: '0 10 * * *', options },
    region: '999901',
    indicators: new Map(INDICATORS.map((each) => [each.id, each])),
    workdays: plainWorkdays,
  })
const reader = (options: Record<string, unknown>) => {
  const opened = open(options)
  if (!opened.ok) throw new Error(opened.problems.map(({ said }) => said).join('\n'))
  return opened.reader
}
const document = (bytes: Uint8Array | string, receivedOn = '2024-12-31') => ({
  feed: 'invented',
  name: 't.csv',
  bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
  sha256: 'x',
  receivedOn,
})
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
const rows = (...lines: string[]) => ['i,p,v,u,d,b', ...lines, ''].join('\n')
const read = (...lines: string[]) => reader(PLAIN).read(document(rows(...lines)))
const GOOD = 'invented-exports,2024-03,806.7,亿元,2024-04-22,'

describe('a table', () => {
  test.each([
    ['invented.utf-8.csv', 'utf-8'],
    ['invented.gb18030.csv', 'gb18030'],
  ])('%s is read to the last figure', (name, encoding) => {
    const reading = reader({ ...CHINESE, encoding }).read(document(fixture(name)))
    expect(reading.refusals).toEqual([])
    expect(reading.missing).toEqual(['t.csv:6'])
    expect(
      reading.observations.map(({ indicator, period, measure, coverage, value, bound, published, source }) => [
        indicator,
        period,
        measure,
        coverage,
        value,
        bound,
        published,
        source,
      ]),
    ).toEqual([
      ['invented-exports', '2024-03', 'level', 'ytd', 180_670_000_000, 'exact', '2024-04-22', 'invented#t.csv:3'],
      ['invented-exports', '2024-03', 'growth', 'ytd', 10.3, 'exact', '2024-04-22', 'invented#t.csv:4'],
      ['invented-shops', '2024-06', 'level', 'point', 52_000, 'at-least', '2024-07-23', 'invented#t.csv:7'],
      ['invented-share', '2024-06', 'share', 'ytd', 53, 'about', '2024-07-20', 'invented#t.csv:8'],
    ])
  })

  it('in JSON is read the same way', () => {
    const json = {
      layout: 'json',
      rows: 'data.list',
      columns: { indicator: 'zb.id', period: 'sj', value: 'value', unit: 'dw' },
      constants: { measure: 'level' },
    }
    const reading = reader(json).read(document(fixture('invented.json')))
    expect(reading.refusals).toEqual([])
    expect(reading.missing).toEqual(['t.csv:data.list[1]', 't.csv:data.list[2]'])
    expect(reading.observations.map(({ period, value, step }) => [period, value, step])).toEqual([
      ['2024-03', 180_670_000_000, 10_000_000],
      ['2024-06', 24_094_000, 1_000],
    ])
  })

  it('says of a day whether it is stated or assumed, and never assumes one after the day of receipt', () => {
    const dates = (line: string, receivedOn?: string) =>
      reader(PLAIN)
        .read(document(rows(line), receivedOn))
        .observations.map(({ published, publishedBasis }) => [published, publishedBasis])
    expect(dates(GOOD)).toEqual([['2024-04-22', 'stated']])
    expect(dates('invented-exports,2024-03,806.7,亿元,,')).toEqual([['2024-04-20', 'assumed']])
    expect(dates('invented-exports,2024-03,806.7,亿元,,', '2024-04-18')).toEqual([['2024-04-18', 'assumed']])
  })

  it('takes a revised level without a day for one that came a year later', () => {
    const revised = reader({ ...PLAIN, columns: { ...PLAIN.columns, basis: 'b', bound: undefined } })
    expect(revised.read(document(rows('invented-exports,2023-12,806.7,亿元,,revised'), '2026-01-01')).observations[0]).toMatchObject({
      published: '2025-01-20',
      basis: 'revised',
    })
  })

  it('may give the day of receipt to what has no day', () => {
    expect(reader({ ...PLAIN, undated: 'received' }).read(document(rows('invented-exports,2024-03,806.7,亿元,,'), '2024-05-02')).observations[0]).toMatchObject(
      { published: '2024-05-02' },
    )
  })

  test.each([
    ['unknown-indicator', 'nothing,2024-03,1,亿元,,', 'no indicator "nothing"', 'nothing'],
    ['bad-period', 'invented-exports,2024-13,1,亿元,,', '2024-13', 'invented-exports'],
    ['future-period', 'invented-exports,2025-03,1,亿元,,', '2025-03 had not begun', 'invented-exports'],
    ['future-period', 'invented-exports,2024-05,1,亿元,2024-04-22,', '2024-05 had not begun', 'invented-exports'],
    ['bad-date', 'invented-exports,2024-03,1,亿元,2025-04-22,', 'after the day of receipt', 'invented-exports'],
    ['bad-date', 'invented-exports,2024-03,1,亿元,2024-02-30,', '2024-02-30', 'invented-exports'],
    ['not-a-number', 'invented-exports,2024-03,很多,亿元,,', '很多', 'invented-exports'],
    ['wrong-unit', 'invented-exports,2024-03,1,万户,,', '元', 'invented-exports'],
    ['no-unit', 'invented-exports,2024-03,1,,,', 'unit', 'invented-exports'],
    ['negative-count', 'invented-shops,2024-03,-3,家,,', 'fewer than none', 'invented-shops'],
    ['unknown-word', 'invented-shops,2024-03,3,家,,vielleicht', 'vielleicht', 'invented-shops'],
    ['wrong-number-of-cells', 'invented-shops,2024-03,3', '3 cells', null],
  ])('refuses a row as %s, with its place and text, and goes on', (code, line, reason, about) => {
    const reading = read(line, GOOD)
    expect(reading.observations).toHaveLength(1)
    expect(reading.refusals).toEqual([{ place: 't.csv:2', code, reason: expect.stringContaining(reason), bytes: new TextEncoder().encode(line), about }])
  })

  it('refuses an essay in a cell, and quotes what it refuses shortly and on one line', () => {
    const essay = read(`invented-shops,2024-03,3,${'家'.repeat(2_001)},,`).refusals
    expect(essay).toMatchObject([{ code: 'cell-too-long', reason: 'unit has 2001 characters, at most 2000 are read' }])
    const forged = read(`"invented\n\u001b[2J${'x'.repeat(1_900)}",2024-03,3,家,,`).refusals
    expect(forged[0]?.reason).not.toMatch(/\p{Cc}/u)
    expect([forged[0]?.reason.length, forged[0]?.about?.length]).toEqual([500, 80])
  })

  it('names everything that is wrong with a row at once', () => {
    expect(read('nothing,6月,1,亿元,,vielleicht').refusals[0]?.reason.split('; ').length).toBeGreaterThanOrEqual(3)
  })

  test.each([
    ['share', '104', 'percent-out-of-sense'],
    ['share', '-1', 'percent-out-of-sense'],
    ['growth', '-101', 'percent-out-of-sense'],
    ['growth', '10001', 'percent-out-of-sense'],
  ])('a %s of %s is refused as %s', (measure, value, code) => {
    const reading = reader({ ...PLAIN, constants: { measure } }).read(document(rows(`invented-shops,2024-03,${value},%,,`)))
    expect(reading.refusals.map((refusal) => refusal.code)).toEqual([code])
  })

  it('takes a row that is said twice once, and refuses another value of the same day', () => {
    const reading = read(GOOD, GOOD, 'invented-exports,2024-03,906.7,亿元,2024-04-22,')
    expect(reading.observations).toHaveLength(1)
    expect(reading.refusals).toMatchObject([{ place: 't.csv:4', code: 'contradiction', reason: expect.stringContaining('806.7亿元 at invented#t.csv:2') }])
  })

  it('of the whole country is read for its own region alone', () => {
    const national = reader({ ...PLAIN, columns: { ...PLAIN.columns, region: 'b', bound: undefined }, region: '999902' })
    expect(national.read(document(rows(`${GOOD}999901`, `${GOOD}999902`))).observations).toMatchObject([{ region: '999902', source: 'invented#t.csv:3' }])
  })

  it('may call indicators by names of its own', () => {
    const named = reader({ ...PLAIN, names: { 虚构出口: 'invented-exports' } })
    expect(named.read(document(rows('虚构出口,2024-03,1,亿元,,'))).observations).toHaveLength(1)
  })

  it('says of a milestone when it was reached', () => {
    const done = reader({ columns: { indicator: 'i', period: 'p', value: 'v', reached: 'd', by: 'u', evidence: 'b' }, constants: { measure: 'done' } })
    const reading = done.read(document(rows('invented-shops,,完成,commerce,2024-06-28,照片', 'invented-shops,,完成,commerce,2025-06-28,照片')))
    expect(reading.observations).toMatchObject([
      { measure: 'done', value: 1, period: '2024-06', doneOn: '2024-06-28', reportedBy: 'commerce', evidence: '照片' },
    ])
    expect(reading.refusals).toMatchObject([{ code: 'bad-date' }])
  })
})

describe('a document', () => {
  test.each<[string, string | Uint8Array, string, string]>([
    ['with other columns', 'id,period,val\n1,2,3\n', 'missing-columns', 'no column "i", "p", "v", "u", "b", "d"; found "id", "period", "val"'],
    ['with another delimiter', 'i;p;v;u;d;b\n', 'missing-columns', 'parted by ";": set delimiter'],
    ['with a column twice', 'i,p,v,u,d,b,v\n', 'missing-columns', 'column "v" stands twice'],
    ['that is a login page', '<!DOCTYPE html><html><title>登录</title></html>', 'not-a-table', 'a login'],
    ['in undeclared GBK', fixture('invented.gb18030.csv'), 'wrong-encoding', 'set encoding: gb18030'],
    ['that breaks off within a quote', 'i,p,v,u,d,b\n"x', 'broken-document', 'line 2'],
  ])('%s is refused as a whole, once and with a clear reason', (_what, bytes, code, reason) => {
    const given = document(bytes)
    expect(reader(PLAIN).read(given)).toEqual({
      observations: [],
      missing: [],
      refusals: [{ place: 't.csv', code, reason: expect.stringContaining(reason), bytes: given.bytes, about: null }],
    })
  })

  it('with no rows says nothing, and that is no fault', () => {
    expect(read()).toEqual({ observations: [], refusals: [], missing: [] })
    const json = reader({ ...PLAIN, layout: 'json' })
    expect(json.read(document('[]'))).toEqual({ observations: [], refusals: [], missing: [] })
  })
})

/** Lehmer's generator: the same damage in every run. */
const damaged = (bytes: Uint8Array, seed: number): Uint8Array => {
  let state = seed
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  const copy = Uint8Array.from(bytes.subarray(0, bytes.length - next(bytes.length)))
  for (let left = next(6); left > 0 && copy.length > 0; left--) copy[next(copy.length)] = next(256)
  return copy
}

test.each([
  ['invented.utf-8.csv', { ...CHINESE, encoding: 'utf-8' }],
  ['invented.gb18030.csv', { ...CHINESE, encoding: 'gb18030' }],
  [
    'invented.json',
    { layout: 'json', rows: 'data.list', columns: { indicator: 'zb.id', period: 'sj', value: 'value', unit: 'dw' }, constants: { measure: 'level' } },
  ],
])('%s, cut off and changed at random places, is read or refused, but never thrown at the reader’s caller', (name, options) => {
  const { read: readDamaged, excerpt } = reader(options)
  const whole = fixture(name)
  for (let seed = 1; seed <= 500; seed++) {
    const given = document(damaged(whole, seed))
    const { observations, refusals } = readDamaged(given)
    for (const { code, reason, place } of refusals) expect([code in REFUSALS, reason.length > 0, place.startsWith('t.csv')]).toEqual([true, true, true])
    expect(observations.every(({ value, step }) => Number.isFinite(value) && step > 0)).toBe(true)
    expect(() => excerpt(given, new Set())).not.toThrow()
  }
})

describe('options', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ ...PLAIN, colums: {} }, 'feed "invented": options: unknown key "colums"; check its spelling'],
    [{ ...PLAIN, columns: { ...PLAIN.columns, valeu: 'v' } }, 'options.columns: unknown key "valeu"'],
    [{ constants: { measure: 'level' } }, 'options.columns.value: must name the column that holds the figures'],
    [
      { columns: { value: 'v', period: 'p', indicator: 'i' } },
      'options.columns.measure: must name a column, or constants.measure must give what the table lacks',
    ],
    [{ ...PLAIN, constants: { measure: 'level', unit: '元' } }, 'options.constants.unit: is given by a column already'],
    [{ ...PLAIN, encoding: 'gbk' }, 'options.encoding: must be utf-8, gb18030 (which reads GBK and GB2312 too), or auto'],
    [{ ...PLAIN, layout: 'xlsx' }, 'options.layout: must be csv or json'],
    [{ ...PLAIN, skip: -1 }, 'options.skip: must be 0 or more'],
    [{ ...PLAIN, rows: 'data' }, 'options.rows: belongs to layout: json'],
    [{ ...PLAIN, columns: 'v' }, 'options.columns: must be a'],
    [{ ...PLAIN, columns: { ...PLAIN.columns, value: 3 } }, 'options.columns.value: must be a string'],
  ])('%# that are wrong are named, with what would be right', (options, problem) => {
    const opened = open(options)
    expect(opened.ok ? [] : opened.problems.map(({ said }) => said)).toEqual(expect.arrayContaining([expect.stringContaining(problem)]))
  })

  it('that are wrong are named all at once', () => {
    const opened = open({ encoding: 'gbk', layout: 'x', skip: 'y' })
    expect(opened.ok ? 0 : opened.problems.length).toBeGreaterThanOrEqual(3)
  })
})
