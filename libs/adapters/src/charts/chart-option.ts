import { type Kind, monthOf, oneLine, say, sayPeriodZh, shortened, type WordingKey, type Words } from '@shixu/domain'
import type { EChartsCoreOption } from 'echarts/core'
import { type Course, type Lines, linesOf } from './chart-lines.ts'
import { short } from './scale.ts'

/** Width and height of the picture in points; it is drawn twice as large, for screens of today. */
export const SIZE = { width: 640, height: 360 } as const

const INK = '#1f2933'
const SOFT = '#6b7785'
const GRID = '#e6eaef'
const COLOURS = { red: '#c62828', yellow: '#b26a00', green: '#2e7d32', grey: '#52606d' } as const
const PACE = '#1565c0'
const LAST_YEAR = '#a9b4c0'
const GREEN = '#00695c'

export const FONT = 'Noto Sans S Chinese'

const WHAT = { growth: 'chart-growth', amount: 'chart-sum', count: 'chart-sum', stock: 'chart-stock', share: 'chart-share' } as const satisfies Record<
  Exclude<Kind, 'milestone'>,
  WordingKey
>

/** The picture of one alert as ECharts is told of it: this year, what is due, last year, where it leads, and the target. */
export function chartOption(event: Course, words: Words): EChartsCoreOption {
  const lines = linesOf(event)
  const series = seriesOf(event, lines, words)
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: FONT, color: INK },
    title: {
      text: titleOf(event),
      subtext: subtitleOf(event, lines, words),
      left: 20,
      top: 14,
      itemGap: 6,
      textStyle: TITLE,
      subtextStyle: { fontSize: 12, color: SOFT },
    },
    legend: {
      bottom: 10,
      left: 20,
      itemWidth: 26,
      itemHeight: 8,
      itemGap: 18,
      textStyle: { fontSize: 12, color: SOFT },
      data: legendOf(lines),
      formatter: (key: LineKey) => say(words, key, {}),
    },
    grid: { left: 52, right: 96, top: 76, bottom: 64 },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: Array.from({ length: 12 }, (_, at) => say(words, 'chart-month', { 月: String(at + 1) })),
      axisLine: { lineStyle: { color: '#c3ccd5' }, onZero: false },
      axisTick: { show: false },
      axisLabel: { color: SOFT, fontSize: 11, margin: 10 },
    },
    yAxis: {
      type: 'value',
      scale: event.subject.kind === 'growth' || event.subject.kind === 'share' || event.subject.kind === 'stock',
      splitNumber: 4,
      axisLabel: { color: SOFT, fontSize: 11 },
      splitLine: { lineStyle: { color: GRID } },
    },
    series,
  }
}

const TITLE = { fontSize: 17, fontWeight: 'bold', color: INK, fontFamily: FONT } as const
const TITLE_LENGTH = 32

const titleOf = ({ subject }: Course): string => shortened(oneLine(subject.nameZh), TITLE_LENGTH)

function subtitleOf({ subject, assessment }: Course, { scale }: Lines, words: Words): string {
  const period = assessment?.period ?? null
  const about = { 年份: String(subject.year), 口径: say(words, WHAT[subject.kind as keyof typeof WHAT], {}), 单位: scale.unit }
  return period === null ? say(words, 'chart-about', about) : say(words, 'chart-about-until', { ...about, 期间: sayPeriodZh(period, subject.kind) })
}

/** Lines go by the keys of their names, so that two of them can be called the same. */
type LineKey = 'chart-this-year' | 'chart-target' | 'chart-forecast' | 'chart-pace' | 'chart-last-year'

const legendOf = ({ pace, lastYear, forecast }: Lines): readonly LineKey[] => [
  'chart-this-year',
  'chart-target',
  ...(forecast ? (['chart-forecast'] as const) : []),
  ...(pace ? (['chart-pace'] as const) : []),
  ...(lastYear.some((value) => value !== null) ? (['chart-last-year'] as const) : []),
]

function seriesOf(event: Course, lines: Lines, words: Words): readonly object[] {
  const { thisYear, lastYear, pace, forecast, scale } = lines
  const colour = COLOURS[event.assessment?.light ?? 'grey']
  return [
    ...(forecast ? range(forecast, colour) : []),
    targetLine(event, lines, words),
    line('chart-last-year', lastYear, { color: LAST_YEAR, width: 1.6 }),
    ...(pace ? [line('chart-pace', pace, { color: PACE, width: 1.8, type: [6, 4] })] : []),
    ...(forecast
      ? [
          {
            ...line('chart-forecast', forecast.middle, { color: colour, width: 2, type: [2, 4] }),
            endLabel: label(say(words, 'chart-at-forecast', { 数值: `${foretold(lines)}${percent(scale)}` }), colour),
          },
        ]
      : []),
    {
      ...line('chart-this-year', thisYear, { color: colour, width: 2.8 }),
      symbol: 'circle',
      showSymbol: true,
      symbolSize: 6,
      ...(forecast === null && { endLabel: label(say(words, 'chart-at-this-year', { 数值: `${newestOf(lines)}${percent(scale)}` }), colour) }),
    },
  ]
}

interface Stroke {
  readonly color: string
  readonly width: number
  readonly type?: readonly number[]
}

const newestOf = ({ thisYear }: Lines): string => short(thisYear.findLast((value) => value !== null) ?? 0)

const line = (name: LineKey, data: readonly (number | null)[], stroke: Stroke) => ({
  name,
  type: 'line',
  data: data.map((value) => value ?? '-'),
  connectNulls: true,
  symbol: 'none',
  lineStyle: { ...stroke, cap: 'round', join: 'round' },
  itemStyle: { color: stroke.color },
  labelLayout: { moveOverlap: 'shiftY' },
})

/** The range as an area upon a base that is not seen. */
const range = ({ low, high }: NonNullable<Lines['forecast']>, colour: string): readonly object[] => {
  const band = { type: 'line', stack: 'range', stackStrategy: 'all', silent: true, showSymbol: false, lineStyle: { opacity: 0 } }
  const width = high.map((value, at) => (value === null ? '-' : value - low[at]!))
  return [
    { ...band, data: low.map((value) => value ?? '-') },
    { ...band, data: width, areaStyle: { color: colour, opacity: 0.13 } },
  ]
}

const label = (words: string, color: string) => ({
  show: true,
  formatter: words,
  color,
  fontSize: 12,
  fontWeight: 'bold',
  fontFamily: FONT,
  distance: 8,
  padding: [2, 0],
})

/** The target all across: a limit or an end, whatever the month. A line as the others are, so that the axis reaches it and the labels make room for one another. */
const targetLine = ({ subject }: Course, { goal, scale }: Lines, words: Words) => ({
  ...line(
    'chart-target',
    Array.from({ length: 12 }, () => goal),
    { color: GREEN, width: 1.8 },
  ),
  z: 1,
  endLabel: label(say(words, subject.comparator === 'at-most' ? 'chart-at-limit' : 'chart-at-target', { 数值: `${short(goal)}${percent(scale)}` }), GREEN),
})

/** What is only expected has no more than one decimal of a per cent, as in the words beside the picture. */
const foretold = ({ forecast, scale }: Lines): string => {
  const end = forecast?.middle[11] ?? 0
  return short(scale.unit === '%' ? Math.round(end * 10) / 10 : end)
}

const percent = ({ unit }: Lines['scale']): string => (unit === '%' ? '%' : '')

/** What a reader hears who sees no picture. */
export function chartAlt(event: Course, words: Words): string {
  const lines = linesOf(event)
  const { scale, goal, forecast, thisYear } = lines
  const month = thisYear.findLastIndex((value) => value !== null) + 1
  const said = {
    目标: titleOf(event),
    单位: scale.unit,
    月: String(monthOf(event.assessment?.period ?? `${event.subject.year}-${month}`)),
    数值: newestOf(lines),
    目标值: short(goal),
  }
  return forecast ? say(words, 'chart-alt-forecast', { ...said, 预测: foretold(lines) }) : say(words, 'chart-alt', said)
}
