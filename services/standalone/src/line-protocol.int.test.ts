import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { exportTargets } from '@shixu/contracts'
import { describe, expect, it, test } from 'vitest'
import type { targetLine } from './print/target-line.ts'
import { askJson, askShixu, newFolder } from './test/ask-shixu.ts'

const REPORT = [...readFileSync(join(import.meta.dirname, '../../../seeds/wuhan-2024/report.txt'), 'utf8')]
type ExportedTarget = ReturnType<typeof exportTargets>[number]

const NO_STATE = { SHIXU_STATE: '/there/is/none' }

const EXPORT_KEYS =
  'id region year name_zh name_en kind comparator value unit value_expanded qualifier firmness citation lead_bureau supporting_bureaus members'.split(' ')
const CITATION_KEYS = 'section sentence start anchor anchor_offset'.split(' ')
const TARGET_KEYS = (
  'target region year period light overdue outcome p_miss pace_due done share_of_pace forecast forecast_low forecast_high ' +
  'required_run_rate method reason_code reason_zh presets alerts silenced_until'
).split(' ')

const PRESETS = 'yinchuan-2025 wuhan-2022 sanya-2022 tianjin-2022 ndrc-2020 xuancheng-2020 servicenow straight'.split(' ')

describe('registry export --json', () => {
  it('gives each target on a line of its own, with these keys in this order', async () => {
    const targets = await askJson<ExportedTarget>({}, 'registry', 'export')
    expect(targets).toHaveLength(129)
    for (const target of targets) {
      expect(Object.keys(target)).toEqual(EXPORT_KEYS)
      expect(Object.keys(target.citation)).toEqual(CITATION_KEYS)
    }
  })

  it('places each sentence and anchor by characters of the report, counted from its beginning', async () => {
    for (const { citation } of await askJson<ExportedTarget>({}, 'registry', 'export')) {
      const { sentence, start, anchor, anchor_offset } = citation
      expect(REPORT.slice(start, start + [...sentence].length).join('')).toBe(sentence)
      expect(REPORT.slice(anchor_offset, anchor_offset + [...anchor].length).join('')).toBe(anchor)
      expect(sentence).toContain(anchor)
    }
  })

  it('gives the value as it is written, and expanded', async () => {
    const targets = new Map((await askJson<ExportedTarget>({}, 'registry', 'export')).map((target) => [target.id, target]))
    const values = ['foreign-trade', 'market-entities', 'first-stores'].map((id) => {
      const { kind, comparator, value, unit, value_expanded } = targets.get(id) as ExportedTarget
      return [id, kind, comparator, value, unit, value_expanded]
    })
    expect(values).toEqual([
      ['foreign-trade', 'growth', 'at-least', 8, '%', 8],
      ['market-entities', 'stock', 'above', 225, '万户', 2_250_000],
      ['first-stores', 'count', 'at-least', 200, '家', 200],
    ])
    for (const { kind, comparator, value } of targets.values()) if (kind === 'milestone') expect([comparator, value]).toEqual([null, null])
  })
})

type Line = ReturnType<typeof targetLine>

describe('targets --as-of DAY --json', () => {
  it('gives each target on a line of its own, with these keys in this order, judged from the seeds where there is no state', async () => {
    const lines = await askJson<Line>(NO_STATE, 'targets', '--as-of', '2024-07-25')
    expect(lines).toHaveLength(129)
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(TARGET_KEYS)
      expect(Object.keys(line.presets)).toEqual(PRESETS)
      for (const light of Object.values(line.presets)) expect([null, 'green', 'yellow', 'red']).toContain(light)
    }
  })

  it('says of fixed-asset investment in July 2024 what was known then', async () => {
    const lines = await askJson<Line>(NO_STATE, 'targets', '--as-of', '2024-07-25')
    expect(lines.find(({ target }) => target === 'fixed-asset-investment')).toMatchObject({
      region: '420100',
      year: 2024,
      light: 'red',
      overdue: false,
      outcome: null,
      p_miss: expect.any(Number),
      pace_due: 8,
      done: 2.6,
      reason_zh: expect.stringContaining('2.6%'),
      alerts: [
        { kind: 'pace', status: 'open', since: '2024-05-30', readings: 3, step: 'supervision', acknowledged_until: null, silenced_until: null, outcome: null },
      ],
    })
  })

  it.each(['2024-05-29', '2024-07-25', '2025-01-24'])('knows on %s of no figure that was published later', async (day) => {
    for (const { period } of await askJson<Line>(NO_STATE, 'targets', '--as-of', day))
      expect(period ?? '').toBeOneOf(['', expect.toSatisfy((each: string) => each < day)])
  })

  it('gives those of one light alone where one is asked for', async () => {
    const lines = await askJson<Line>(NO_STATE, 'targets', '--as-of', '2025-10-31', '--light', 'red')
    expect(lines.map(({ target, outcome }) => [target, outcome])).toEqual([['fixed-asset-investment', 'missed']])
  })
})

describe('assess --cases FILE', () => {
  const months = (scale: number) => Array.from({ length: 12 }, (_, index) => scale * (8 + ((index * 5) % 7)))
  const ytd = (until: number) =>
    Array.from({ length: 12 }, (_, index) =>
      index === 0 || index >= until
        ? null
        : months(1.02)
            .slice(0, index + 1)
            .reduce((a, b) => a + b, 0),
    )
  const question = (month: number) => ({
    id: `invented-${month}`,
    month,
    target_total: 160,
    history: [2021, 2022, 2023].map((year, index) => ({ year, months: months(0.9 + index * 0.05) })),
    this_year: 2024,
    ytd: ytd(month),
    ytd_yoy_pct: ytd(month).map((value) => (value === null ? null : 2)),
  })
  const questions = [9, 3, 6].map((month) => JSON.stringify(question(month)))
  const fileOf = (bytes: string | Uint8Array, name = 'cases.jsonl'): string => {
    const path = join(newFolder(), name)
    writeFileSync(path, bytes)
    return path
  }

  test.each(['plain', 'packed'])('answers each line of a %s file in its order, with these keys in this order', async (how) => {
    const text = `${questions.join('\n')}\n`
    const { exit, said, told } = await askShixu({}, 'assess', '--cases', fileOf(how === 'plain' ? text : gzipSync(text)))
    expect({ exit, told }).toEqual({ exit: 0, told: [] })
    const verdicts = said.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(verdicts.map(({ id }) => id)).toEqual(['invented-9', 'invented-3', 'invented-6'])
    for (const verdict of verdicts) {
      expect(Object.keys(verdict)).toEqual(['id', 'p_miss', 'status', 'forecast'])
      expect(verdict.status).toBeOneOf(['green', 'yellow', 'red'])
      expect(verdict.p_miss).toBeGreaterThanOrEqual(0)
      expect(verdict.p_miss).toBeLessThanOrEqual(1)
      expect(verdict.forecast).toBeTypeOf('number')
    }
  })

  test.each([
    ['not JSON', 'x', 'line 1 is not JSON'],
    ['a question without its target', JSON.stringify({ ...question(3), target_total: undefined }), 'line 1: ✖ Invalid input'],
    ['packed, and cut off', gzipSync(questions.join('\n')).subarray(0, 40), 'cannot be unpacked'],
  ])('refuses a file that is %s, and says where', async (_what, bytes, words) => {
    const { exit, said, told } = await askShixu({}, 'assess', '--cases', fileOf(bytes))
    expect({ exit, said }).toEqual({ exit: 1, said: [] })
    expect(told.join('\n')).toContain(words)
  })
})
