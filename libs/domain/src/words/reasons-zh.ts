import type { ReasonCode } from '../assessment.ts'
import type { Ending, ReasonParams, Silence, Standing } from '../reason.ts'
import { sayChanceZh } from './chance.ts'
import { sayDoneZh, sayFigureZh, sayForecastZh, sayGapZh } from './figure.ts'
import { sayDayZh, sayMonthZh, sayPeriodZh } from './period.ts'
import { sayPresetZh } from './preset.ts'

/** What is asked for: less is better where it is a cap. */
const asked = (value: number, { kind, unit, cap }: Pick<Standing, 'kind' | 'unit'> & { readonly cap?: true }): string =>
  `${cap ? '不超过' : ''}${sayFigureZh(value, kind, unit)}`

const paced = (standing: Standing): string => {
  const { period, kind, unit, done, rough, due } = standing
  const line = due === null ? '' : `，时序进度要求${asked(due, standing)}`
  return `${sayPeriodZh(period, kind)}${sayDoneZh(done, kind, unit)}${rough ? '（约数或下限）' : ''}${line}`
}

/** `，` and by how much the two differ, where they do. */
const gap = (value: number, mark: number | null, unit: string): string => {
  const said = mark === null ? null : sayGapZh(value, mark, unit)
  return said === null ? '' : `，${said}`
}

const behind = (standing: Standing): string => `${paced(standing)}${gap(standing.done, standing.due, standing.unit)}`

const outlook = (standing: Standing): string => {
  const { forecast, goal, kind, unit } = standing
  return forecast === null
    ? `；全年目标${asked(goal, standing)}`
    : `；预计${kind === 'stock' || kind === 'share' ? '年末' : '全年'}${sayForecastZh(forecast, kind, unit)}，目标${asked(goal, standing)}`
}

const chance = ({ pMiss }: Standing): string => (pMiss === null ? '' : `，${sayChanceZh(pMiss)}`)

const warned = (standing: Standing): string =>
  `${standing.pMiss === null ? '落后于时序进度' : sayChanceZh(standing.pMiss)}：${behind(standing)}${outlook(standing)}。`

const ended = (ending: Ending): string => {
  const { period, kind, unit, done, goal, provisional } = ending
  return `${sayPeriodZh(period, kind)}${sayDoneZh(done, kind, unit)}，目标${asked(goal, ending)}${provisional ? '（初步数）' : ''}`
}

const silent = (what: string, { publisher, year }: Silence): string => `${publisher}${what}${year}年数据，暂不研判。`

/** The Chinese sentence of each reason: the verdict first, then its figures. */
export const REASONS_ZH: { readonly [C in ReasonCode]: (params: ReasonParams[C]) => string } = {
  'on-pace': (p) => `达到时序进度：${paced(p)}${outlook(p)}${chance(p)}。`,
  reached: (p) => `全年目标已完成：${sayPeriodZh(p.period, p.kind)}${sayDoneZh(p.done, p.kind, p.unit)}，全年目标${asked(p.goal, p)}。`,
  'below-line': (p) => `落后于时序进度：${behind(p)}${outlook(p)}${chance(p)}。`,
  'miss-likely': warned,
  'miss-near-certain': warned,
  'miss-likely-twice': (p) => `连续两期研判，${warned(p)}`,
  'still-red': (p) => `红灯尚未解除，${warned(p)}`,
  'just-released': (p) => `由红灯转为黄灯，继续观察：${paced(p)}${outlook(p)}${chance(p)}。`,
  'first-reading': (p) => `没有往年数据，待下期确认，${warned(p)}`,
  preset: (p) => `按${sayPresetZh(p.preset)}判定：${behind(p)}${outlook(p)}${chance(p)}。`,
  met: (p) => `全年目标完成：${ended(p)}。`,
  missed: (p) => `全年目标未完成：${ended(p)}${gap(p.done, p.goal, p.unit)}。`,
  'no-figure-by-deadline': ({ year, deadline, period }) =>
    `至${sayDayZh(deadline)}仍无${year}年全年数据，结果无法认定${period === null ? '' : `（最近一期为${sayMonthZh(period)}）`}。`,
  'no-report': (p) => (p.due === null ? silent('尚未报送', p) : `期限${sayDayZh(p.due)}已过，${p.publisher}尚未报告是否完成。`),
  'no-release': (p) => silent('尚未公布', p),
  incomparable: ({ newest, publisher }) => `${publisher}已有数据（最近一期为${sayMonthZh(newest)}）与目标口径不同，不能比较，暂不研判。`,
  'bound-only': ({ period, unit, done, goal }) =>
    `只有约数或下限，不据此判定落后：截至${sayMonthZh(period)}为${sayAmountOf(done, unit)}，全年目标${sayAmountOf(goal, unit)}。`,
  'not-judged': ({ firmness }) =>
    firmness === 'progress' ? '报告未提出年内完成的要求，不作进度研判。' : '报告中的数字只说明事项数量，不是年度进度目标，不作研判。',
  'milestone-done': ({ due, doneOn, daysLate }) =>
    daysLate > 0
      ? `已完成，比期限晚${daysLate}天：${sayDayZh(doneOn)}完成，期限${sayDayZh(due)}。`
      : `已按期完成：${sayDayZh(doneOn)}完成，期限${sayDayZh(due)}。`,
  'milestone-ahead': ({ due }) => `尚未到期：期限${sayDayZh(due)}。`,
  'milestone-past-due': ({ due }) => `到期未完成：期限${sayDayZh(due)}。`,
}

const sayAmountOf = (value: number, unit: string): string => sayFigureZh(value, 'stock', unit)
