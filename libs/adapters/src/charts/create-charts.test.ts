import { anAlertEvent, anAssessment, aTarget } from '@shixu/testkit'
import { describe, expect, it } from 'vitest'
import { type Course, type Drawable, linesOf } from './chart-lines.ts'
import { chartAlt, chartOption } from './chart-option.ts'
import { createCharts } from './create-charts.ts'
import { scaleOf, short } from './scale.ts'

const months = (...values: readonly (number | null)[]) => Array.from({ length: 12 }, (_, at) => values[at] ?? null)
const CURVE = {
  goal: 8,
  thisYear: months(null, 1.2, 2.4, 2.9, 3.1),
  lastYear: months(null, -3, -1, 0),
  line: months(null, ...Array.from({ length: 11 }, () => 8)),
}

const growth = (over: Partial<Drawable> = {}): Drawable => ({
  ...anAlertEvent({ assessment: anAssessment({ light: 'red', period: '2024-05', done: 3.1, forecast: 3.4, forecastLow: 1.3, forecastHigh: 5.5 }) }),
  curve: CURVE,
  ...over,
})

const money = () =>
  growth({
    subject: aTarget({ kind: 'amount', unit: '亿元', unitExpanded: '元', value: 8000, valueExpanded: 8e11 }),
    curve: { ...CURVE, goal: 8e11, line: months(null, 1e11) },
  })

describe('the lines of a picture', () => {
  it('lead from the last figure to the forecast and its range', () => {
    const { forecast, pace, goal } = linesOf(growth())
    expect([forecast?.middle[4], forecast?.middle[11], forecast?.low[11], forecast?.high[11]]).toEqual([3.1, 3.4, 1.3, 5.5])
    expect(forecast?.middle.slice(0, 4)).toEqual([null, null, null, null])
    // It would lie on the target.
    expect([pace, goal]).toEqual([null, 8])
  })

  it('foretell nothing where nobody does', () => {
    expect(linesOf(growth({ assessment: anAssessment({ period: '2024-12', forecast: 3 }) })).forecast).toBeNull()
    expect(linesOf(growth({ assessment: anAssessment({ period: '2024-05', forecast: null }) })).forecast).toBeNull()
    expect(linesOf(growth({ assessment: null })).forecast).toBeNull()
  })

  it('are in the unit that officials write', () => {
    expect(linesOf(money()).scale).toEqual({ factor: 1e8, unit: '亿元' })
    expect(linesOf(money()).goal).toBe(8000)
    expect(linesOf(money()).pace?.[1]).toBe(1000)
    const shops = aTarget({ kind: 'count', unit: '户', unitExpanded: '户' })
    expect(scaleOf(shops, { ...CURVE, goal: 480 })).toEqual({ factor: 1, unit: '户' })
    expect(scaleOf(shops, { ...CURVE, goal: 480_000 })).toEqual({ factor: 1e4, unit: '万户' })
    expect(scaleOf(shops, { ...CURVE, goal: 2e12 })).toEqual({ factor: 1e12, unit: '万亿户' })
  })

  it.each([
    [8, '8'],
    [2.346, '2.35'],
    [-0.5, '-0.5'],
    [806.72, '806.7'],
    [8000.4, '8000'],
  ])('%d is written %s', (value, words) => {
    expect(short(value)).toBe(words)
  })

  it('have words for whoever sees none', () => {
    expect(chartAlt(growth(), {})).toMatch(/（%）：5月3\.1，预测全年3\.4，目标8$/u)
  })
})

describe('the words in a picture', () => {
  it('are those of the region', () => {
    const wording = {
      'chart-this-year': '本年',
      'chart-about-until': '{{年份}}年{{单位}}，截至{{期间}}',
      'chart-at-forecast': '预计{{数值}}',
      'chart-month': '{{月}}',
    }
    const said = JSON.stringify(chartOption(growth(), { wording }))
    expect(said).toContain('2024年%，截至1—5月')
    expect(said).toContain('预计3.4%')
    expect(said).toContain('["1","2","3"')
    const { legend } = chartOption(growth(), { wording }) as { readonly legend: { readonly data: readonly string[]; formatter(key: string): string } }
    expect(legend.data.map((key) => legend.formatter(key))).toEqual(['本年', '目标', '预测（阴影为八成把握）', '上年'])
  })
})

describe('charts', () => {
  const counting = () => {
    const drawn: string[] = []
    const draw = async ({ subject }: Course) => {
      drawn.push(subject.nameZh)
      return Buffer.from('png')
    }
    return { drawn, draw }
  }

  it('are drawn once, for however many, at the same time and later', async () => {
    const { drawn, draw } = counting()
    const charts = createCharts({ draw })
    const all = await Promise.all(Array.from({ length: 4 }, () => charts.of(growth())))
    expect(new Set(all).size).toBe(1)
    expect(all[0]).toMatchObject({ id: '999901/2024/invented-exports/pace@0-1-0', png: Buffer.from('png') })
    await charts.of(growth())
    expect(drawn).toHaveLength(1)
    await charts.of(growth({ sequence: [0, 2, 0] }))
    expect(drawn).toHaveLength(2)
  })

  it('are drawn ahead once, which is no picture of anything', async () => {
    const { drawn, draw } = counting()
    const charts = createCharts({ draw })
    await charts.warm()
    await charts.of(growth())
    expect(drawn).toEqual(['示例', '虚构出口额'])
    const failing = createCharts({ draw: () => Promise.reject(new Error('no font')) })
    await expect(failing.warm()).rejects.toThrow('no font')
  })

  it('are forgotten where others came later', async () => {
    const { drawn, draw } = counting()
    const charts = createCharts({ draw, kept: 2 })
    for (const offset of [1, 2, 1, 3, 1, 2]) await charts.of(growth({ sequence: [0, offset, 0] }))
    expect(drawn).toHaveLength(4)
  })

  it('are none where there is no course, or drawing fails; the next try draws again', async () => {
    const faults: unknown[] = []
    let works = false
    const draw = async () => {
      if (!works) throw new Error('no font')
      return Buffer.from('png')
    }
    const charts = createCharts({ draw, failed: (fault) => faults.push(fault) })
    expect(await charts.of(anAlertEvent())).toBeNull()
    expect(await charts.of(growth({ curve: { ...CURVE, thisYear: months() } }))).toBeNull()
    expect(await charts.of(growth())).toBeNull()
    expect(faults).toEqual([new Error('no font')])
    works = true
    expect(await charts.of(growth())).toMatchObject({ png: Buffer.from('png') })
  })
})
