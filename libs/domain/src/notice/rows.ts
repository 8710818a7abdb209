import type { Assessment, Input } from '../assessment.ts'
import { daysBetween } from '../day.ts'
import type { Indicator } from '../indicator.ts'
import { dueOf } from '../reading/milestone.ts'
import { sayAmount } from '../say-amount.ts'
import type { Target } from '../target.ts'
import { sayFigureZh, sayForecastZh } from '../words/figure.ts'
import { sayGoalZh } from '../words/goal.ts'
import { sayDayZh, sayPeriodZh } from '../words/period.ts'
import { sayRunRateZh } from '../words/run-rate.ts'
import { bureauName, type Directory, type Row } from './page.ts'
import type { Story } from './story.ts'

/** Everything that the reader of a red light needs in order to act, line by line; what is not known is left out. `ask` is null where it stands elsewhere. */
export function rowsOf(story: Story, directory: Directory, ask: string | null): readonly Row[] {
  const { subject, assessment } = story
  const indicator = indicatorOf(story, directory)
  const rows: readonly (Row | null)[] = [
    row('目标', sayGoalZh(subject)),
    row('逾期', lateness(story)),
    row('预测', assessment && rangeOf(assessment, subject)),
    row('所需速度', assessment && sayRunRateZh(assessment, { kind: subject.kind, unit: unitOfLevels(subject, indicator) })),
    row('红灯时间', sinceOf(story)),
    row('责任单位', responsible(subject, directory)),
    ask === null ? null : { label: '请办理', words: ask, strong: true },
    row('依据', citationOf(subject, directory)),
  ]
  return [...rows.filter((each) => each !== null), ...sourceRows(story, directory)]
}

/** Where the newest figure is from: whoever is told that another was wrong wants to know. */
export function sourceRows(story: Story, directory: Directory): readonly Row[] {
  const words = story.assessment && sourceOf(story.assessment, story.subject, indicatorOf(story, directory))
  return words === null ? [] : [{ label: '数据来源', words }]
}

const indicatorOf = ({ subject }: Story, { indicators }: Directory): Indicator | undefined => indicators.find(({ id }) => id === subject.indicator)

const row = (label: string, words: string | null): Row | null => (words === null ? null : { label, words })

const unitOfLevels = ({ kind, unitExpanded }: Target, indicator: Indicator | undefined): string =>
  kind === 'growth' ? (indicator?.unit ?? '') : (unitExpanded ?? indicator?.unit ?? '')

/** The forecast with its 80 % range. */
function rangeOf({ forecast, forecastLow, forecastHigh }: Assessment, { kind, unitExpanded }: Target): string | null {
  if (forecast === null) return null
  const say = (value: number): string => sayForecastZh(value, kind, unitExpanded ?? '')
  const year = `${kind === 'stock' || kind === 'share' ? '年末' : '全年'}${say(forecast)}`
  return forecastLow === null || forecastHigh === null ? year : `${year}，八成把握在${say(forecastLow)}与${say(forecastHigh)}之间`
}

/** Counted on the day of the message, which may come long after the day was gone. */
function lateness({ subject, assessment, day }: Story): string | null {
  return assessment?.reason.code === 'milestone-past-due' ? `已逾期${daysBetween(dueOf(subject), day)}天` : null
}

function sinceOf({ alert }: Story): string | null {
  if (alert.kind !== 'pace') return null
  return `自${sayDayZh(alert.since)}起，${alert.readings > 1 ? `已连续${alert.readings}期` : '第1期'}`
}

function responsible({ lead, supporting }: Target, directory: Directory): string {
  const named = (bureaus: readonly { readonly bureau: string }[]): string => bureaus.map(({ bureau }) => bureauName(directory, bureau)).join('、')
  const others = supporting.length === 0 ? '' : `；${named(supporting)}（配合）`
  return `${named([lead])}（牵头）${others}`
}

/** The promise, verbatim; the report by its title and not by its file. */
function citationOf({ citation }: Target, { document }: Directory): string {
  const title = citation.document === document.file ? document.title : citation.document
  return `《${title}》${citation.section}：“${citation.sentence}”`
}

/** The figures that the newest period was judged by, who published them and when. */
function sourceOf({ period, inputs, rebased }: Assessment, subject: Target, indicator: Indicator | undefined): string | null {
  const newest = inputs.filter((input) => input.period === period)
  if (newest.length === 0) return null
  const base = rebased === null ? '' : '；上年基数已按公布增速调整'
  const days = Map.groupBy(newest, ({ published, publishedBasis }) => `${publishedBasis === 'assumed' ? '推定' : ''}${sayDayZh(published)}`)
  const figures = [...days].map(
    ([day, each]) =>
      `${each.map((input) => sayInput(input, subject, indicator)).join('、')}（${day}${indicator?.publisher.by === 'bureau' ? '报送' : '公布'}）`,
  )
  return `${indicator?.publisher.name ?? ''}${indicator?.nameZh ?? ''}，${sayPeriodZh(newest[0]!.period, subject.kind)}${figures.join('、')}${base}`
}

function sayInput({ measure, value }: Input, subject: Target, indicator: Indicator | undefined): string {
  if (measure === 'growth') return `同比${sayFigureZh(value, 'growth', '%')}`
  if (measure === 'done') return '已完成'
  return sayAmount(value, measure === 'share' ? '%' : unitOfLevels(subject, indicator))
}
