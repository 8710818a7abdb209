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
import { say, type WordingKey } from './wording.ts'

/** Everything that the reader of a red light needs in order to act, line by line; what is not known is left out. `ask` is null where it stands elsewhere. */
export function rowsOf(story: Story, directory: Directory, ask: string | null): readonly Row[] {
  const { subject, assessment } = story
  const indicator = indicatorOf(story, directory)
  const row = (key: RowKey, words: string | null): Row | null => (words === null ? null : { label: say(directory, key, {}), words })
  const rows: readonly (Row | null)[] = [
    row('row-goal', sayGoalZh(subject)),
    row('row-late', lateness(story, directory)),
    row('row-forecast', assessment && rangeOf(assessment, subject, directory)),
    row('row-rate', assessment && sayRunRateZh(assessment, { kind: subject.kind, unit: unitOfLevels(subject, indicator) }, directory)),
    row('row-since', sinceOf(story, directory)),
    row('row-bureaus', responsible(subject, directory)),
    ask === null ? null : { label: say(directory, 'row-ask', {}), words: ask, strong: true },
    row('row-citation', citationOf(subject, directory)),
  ]
  return [...rows.filter((each) => each !== null), ...sourceRows(story, directory)]
}

/** Where the newest figure is from: whoever is told that another was wrong wants to know. */
export function sourceRows(story: Story, directory: Directory): readonly Row[] {
  const words = story.assessment && sourceOf(story.assessment, story, directory)
  return words === null ? [] : [{ label: say(directory, 'row-source', {}), words }]
}

const indicatorOf = ({ subject }: Story, { indicators }: Directory): Indicator | undefined => indicators.find(({ id }) => id === subject.indicator)

type RowKey = Extract<WordingKey, `row-${string}`>

const unitOfLevels = ({ kind, unitExpanded }: Target, indicator: Indicator | undefined): string =>
  kind === 'growth' ? (indicator?.unit ?? '') : (unitExpanded ?? indicator?.unit ?? '')

/** The forecast with its 80 % range. */
function rangeOf({ forecast, forecastLow, forecastHigh }: Assessment, { kind, unitExpanded }: Target, directory: Directory): string | null {
  if (forecast === null) return null
  const sayValue = (value: number): string => sayForecastZh(value, kind, unitExpanded ?? '')
  const year = say(directory, kind === 'stock' || kind === 'share' ? 'forecast-end' : 'forecast-year', { 预测: sayValue(forecast) })
  if (forecastLow === null || forecastHigh === null) return year
  return say(directory, 'forecast-range', { 预测: year, 低: sayValue(forecastLow), 高: sayValue(forecastHigh) })
}

/** Counted on the day of the message, which may come long after the day was gone. */
function lateness({ subject, assessment, day }: Story, directory: Directory): string | null {
  if (assessment?.reason.code !== 'milestone-past-due') return null
  return say(directory, 'late-days', { 天数: String(daysBetween(dueOf(subject), day)) })
}

function sinceOf({ alert }: Story, directory: Directory): string | null {
  if (alert.kind !== 'pace') return null
  const 日期 = sayDayZh(alert.since)
  return alert.readings > 1 ? say(directory, 'since-running', { 日期, 期数: String(alert.readings) }) : say(directory, 'since-first', { 日期 })
}

function responsible({ lead, supporting }: Target, directory: Directory): string {
  const 牵头单位 = bureauName(directory, lead.bureau)
  if (supporting.length === 0) return say(directory, 'bureaus', { 牵头单位 })
  return say(directory, 'bureaus-both', { 牵头单位, 配合单位: supporting.map(({ bureau }) => bureauName(directory, bureau)).join('、') })
}

/** The promise, verbatim but for its quotation marks, which are inner ones now (GB/T 15834); the report by its title and not by its file. */
function citationOf({ citation }: Target, directory: Directory): string {
  const { title, file } = directory.document
  const { document, section, sentence } = citation
  return say(directory, 'citation', { 文件: document === file ? title : document, 章节: section, 原文: sentence.replaceAll('“', '‘').replaceAll('”', '’') })
}

/** The figures that the newest period was judged by, who published them and when. */
function sourceOf({ period, inputs, rebased }: Assessment, story: Story, directory: Directory): string | null {
  const newest = inputs.filter((input) => input.period === period)
  if (newest.length === 0) return null
  const { subject } = story
  const indicator = indicatorOf(story, directory)
  const how = indicator?.publisher.by === 'bureau' ? 'source-reported' : 'source-published'
  const figures = [...Map.groupBy(newest, ({ published, publishedBasis }) => `${published} ${publishedBasis ?? ''}`).values()].map((each) => {
    const { published, publishedBasis } = each[0]!
    const 数值 = each.map((input) => sayInput(input, subject, indicator)).join('、')
    return say(directory, publishedBasis === 'assumed' ? `${how}-assumed` : how, { 数值, 日期: sayDayZh(published) })
  })
  const source = say(directory, 'source', {
    发布单位: indicator?.publisher.name ?? '',
    指标: indicator?.nameZh ?? '',
    期间: sayPeriodZh(newest[0]!.period, subject.kind),
    数据: figures.join('、'),
  })
  return `${source}${rebased === null ? '' : say(directory, 'source-rebased', {})}`
}

function sayInput({ measure, value }: Input, subject: Target, indicator: Indicator | undefined): string {
  if (measure === 'growth') return `同比${sayFigureZh(value, 'growth', '%')}`
  if (measure === 'done') return '已完成'
  return sayAmount(value, measure === 'share' ? '%' : unitOfLevels(subject, indicator))
}
