import type { EChartsCoreOption } from 'echarts/core'
import type { Curve, Point } from './curve.ts'

export const FONT = 'Noto Sans S Chinese'

const INK = '#1f2933'
const SOFT = '#667080'
const LIGHTS = { red: '#d32f2f', yellow: '#f2a600', green: '#2e9e4f', grey: '#98a2b0' } as const
const OUTCOMES = { met: '已完成', missed: '未完成', unknown: '结果未知' } as const
const PACE = '#1565c0'
const TARGET = '#8e24aa'
const FAN = '#5c6bc0'

const MONTHS = 12

type Values = readonly (number | null)[]

/** A value for each month; null where there is none. */
const byMonth = (points: readonly Point[], read: (point: Point) => number | null): Values => {
  const found = new Map(points.map((point) => [point.month, read(point)]))
  return Array.from({ length: MONTHS }, (_, index) => found.get(index + 1) ?? null)
}

/** Straight from a point to the year's end: what lies between is not foretold. */
const towards = (from: { readonly month: number; readonly value: number }, end: number): Values =>
  Array.from({ length: MONTHS }, (_, index) => {
    const month = index + 1
    return month < from.month ? null : from.value + ((end - from.value) * (month - from.month)) / (MONTHS - from.month)
  })

const said = (value: number): string => String(Number(value.toFixed(2)))

const line = (name: string, values: Values, style: { readonly color: string; readonly width: number; readonly type?: 'dashed' | 'dotted' }): object => ({
  name,
  type: 'line',
  data: values.map((value) => value ?? '-'),
  connectNulls: true,
  showSymbol: false,
  lineStyle: style,
  itemStyle: { color: style.color },
})

/** What was foretold at a point, and the range of it as an area on a base that is not seen. */
const fan = ({ month, value, forecast }: Point): readonly object[] => {
  if (value === null || forecast === null || month >= MONTHS) return []
  const [low, mid, high] = [forecast.low, forecast.mid, forecast.high].map((end) => towards({ month, value }, end)) as [Values, Values, Values]
  const area = { type: 'line', stack: 'fan', stackStrategy: 'all', silent: true, showSymbol: false, lineStyle: { opacity: 0 } }
  return [
    { ...area, data: low.map((each) => each ?? '-') },
    { ...area, data: high.map((each, index) => (each === null ? '-' : each - low[index]!)), areaStyle: { color: FAN, opacity: 0.16 } },
    line(fanName(month), mid, { color: FAN, width: 2, type: 'dotted' }),
  ]
}

const fanName = (month: number): string => `${month}月时的预测（阴影为80%区间）`

const actual = ({ points }: Curve): object => ({
  ...line(
    '实际',
    byMonth(points, ({ value }) => value),
    { color: INK, width: 3 },
  ),
  data: byMonth(points, ({ value }) => value).map((value, index) => ({
    value: value ?? '-',
    itemStyle: { color: LIGHTS[points.find(({ month }) => month === index + 1)?.light ?? 'grey'] },
    label: {
      show: value !== null,
      formatter: value === null ? '' : said(value),
      position: 'top',
      color: INK,
      fontSize: 13,
      fontFamily: FONT,
      textBorderColor: '#ffffff',
      textBorderWidth: 3,
    },
  })),
  showSymbol: true,
  symbol: 'circle',
  symbolSize: 13,
  z: 5,
})

const headline = ({ name, year, unit, target, outcome }: Curve): string =>
  `${name}  ${year}年目标 ${said(target)}${unit}${outcome === null ? '' : `  ${OUTCOMES[outcome]}`}`

/** Where growth was promised, the pace line lies on the target and is left out. The curve as ECharts is told of it. `from` is the month whose forecast is drawn. */
export const curveOption = (curve: Curve, from: number): EChartsCoreOption => {
  const { points, target, unit, kind } = curve
  const foretold = points.find(({ month }) => month === from)
  const lastYear = byMonth(points, (point) => point.lastYear)
  const pace = byMonth(points, ({ paceDue }) => paceDue)
  const series = [
    ...(foretold ? fan(foretold) : []),
    ...(lastYear.filter((value) => value !== null).length > 1 ? [line('上年同期', lastYear, { color: SOFT, width: 1.5 })] : []),
    ...(pace.every((value) => value === null || value === target) ? [] : [line('时序进度线', pace, { color: PACE, width: 2, type: 'dashed' })]),
    // The axis is chosen after the series, so the target is one that is not seen.
    { type: 'line', data: Array.from({ length: MONTHS }, () => target), silent: true, showSymbol: false, lineStyle: { opacity: 0 } },
    {
      ...actual(curve),
      markLine: {
        silent: true,
        symbol: 'none',
        lineStyle: { color: TARGET, width: 1.5 },
        label: { formatter: `目标 ${said(target)}${unit}`, color: TARGET, fontFamily: FONT, fontSize: 13, position: 'end' },
        data: [{ yAxis: target }],
      },
    },
  ]
  const named = series.flatMap((each) => ('name' in each ? [String(each.name)] : []))
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: FONT, color: INK },
    title: {
      text: headline(curve),
      subtext: `${kind === 'growth' ? '累计同比增长' : '累计'}（${unit}）；圆点的颜色是当期的灯；点之间没有公布数字`,
      left: 24,
      top: 16,
      textStyle: { fontSize: 20, fontFamily: FONT, color: INK },
      subtextStyle: { fontSize: 13, color: SOFT, fontFamily: FONT },
    },
    legend: {
      data: named,
      bottom: 12,
      icon: 'roundRect',
      itemWidth: 24,
      itemHeight: 4,
      itemGap: 24,
      textStyle: { fontSize: 13, fontFamily: FONT, color: SOFT },
    },
    grid: { left: 60, right: 100, top: 90, bottom: 80 },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: Array.from({ length: MONTHS }, (_, index) => `${index + 1}月`),
      axisLabel: { fontSize: 13, color: SOFT },
    },
    yAxis: {
      type: 'value',
      boundaryGap: ['0%', '10%'],
      axisLabel: { fontSize: 13, color: SOFT, formatter: `{value}${unit === '%' ? '%' : ''}` },
      splitLine: { lineStyle: { color: '#e8ecf1' } },
    },
    series,
  }
}
