import type { ReasonCode } from '../assessment.ts'
import { say, type WordingKey, type Words } from '../notice/wording.ts'
import type { Ending, ReasonParams, Silence, Standing } from '../reason.ts'
import { sayChanceZh } from './chance.ts'
import { sayDoneZh, sayFigureZh, sayForecastZh, sayGapZh } from './figure.ts'
import { sayDayZh, sayMonthZh, sayPeriodZh } from './period.ts'
import { sayPresetZh } from './preset.ts'

/** What is asked for: less is better where it is a cap. */
const asked = (value: number, { kind, unit, cap }: Pick<Standing, 'kind' | 'unit'> & { readonly cap?: true }): string =>
  `${cap ? '不超过' : ''}${sayFigureZh(value, kind, unit)}`

const done = (figure: Pick<Standing, 'period' | 'kind' | 'unit' | 'done'>, words: Words): string =>
  say(words, 'pace-done', { 期间: sayPeriodZh(figure.period, figure.kind), 数值: sayDoneZh(figure.done, figure.kind, figure.unit) })

const paced = (standing: Standing, words: Words): string => {
  const { rough, due } = standing
  return `${done(standing, words)}${rough ? say(words, 'pace-rough', {}) : ''}${due === null ? '' : say(words, 'pace-due', { 应达: asked(due, standing) })}`
}

/** By how much the two differ, where they do. */
const gap = ({ done: value, unit }: Pick<Standing, 'done' | 'unit'>, mark: number | null, words: Words): string => {
  const said = mark === null ? null : sayGapZh(value, mark, unit)
  return said === null ? '' : say(words, 'pace-gap', { 差距: said })
}

const behind = (standing: Standing, words: Words): string => `${paced(standing, words)}${gap(standing, standing.due, words)}`

const outlook = (standing: Standing, words: Words): string => {
  const { forecast, goal, kind, unit } = standing
  const 目标 = asked(goal, standing)
  if (forecast === null) return say(words, 'outlook-goal', { 目标 })
  return say(words, kind === 'stock' || kind === 'share' ? 'outlook-end' : 'outlook-year', { 预测: sayForecastZh(forecast, kind, unit), 目标 })
}

const chance = ({ pMiss }: Standing, words: Words): string => (pMiss === null ? '' : say(words, 'outlook-chance', { 可能: sayChanceZh(pMiss, words) }))

type Saying<P> = (params: P, words: Words) => string

type StandingKey = 'reason-on-pace' | 'reason-below-line' | 'reason-just-released'

const stands =
  (key: StandingKey, pace: Saying<Standing>): Saying<Standing> =>
  (p, words) =>
    say(words, key, { 进度: pace(p, words), 预计: outlook(p, words), 可能: chance(p, words) })

type WarnedKey = Extract<WordingKey, `reason-miss-${string}` | 'reason-still-red' | 'reason-first-reading'>

const warned =
  (key: WarnedKey): Saying<Standing> =>
  (p, words) =>
    say(words, key, { 判断: p.pMiss === null ? say(words, 'pace-behind', {}) : sayChanceZh(p.pMiss, words), 进度: behind(p, words), 预计: outlook(p, words) })

const ended = (ending: Ending, words: Words): string =>
  `${done(ending, words)}${say(words, 'ended-goal', { 目标: asked(ending.goal, ending) })}${ending.provisional ? say(words, 'ended-provisional', {}) : ''}`

const silent = ({ publisher, year }: Silence) => ({ 单位: publisher, 年份: String(year) })

/** The Chinese sentence of each reason: the verdict first, then its figures. */
export const REASONS_ZH: { readonly [C in ReasonCode]: Saying<ReasonParams[C]> } = {
  'on-pace': stands('reason-on-pace', paced),
  reached: (p, words) => say(words, 'reason-reached', { 进度: done(p, words), 目标: asked(p.goal, p) }),
  'below-line': stands('reason-below-line', behind),
  'miss-likely': warned('reason-miss-likely'),
  'miss-near-certain': warned('reason-miss-near-certain'),
  'miss-likely-twice': warned('reason-miss-likely-twice'),
  'still-red': warned('reason-still-red'),
  'just-released': stands('reason-just-released', paced),
  'first-reading': warned('reason-first-reading'),
  preset: (p, words) => say(words, 'reason-preset', { 规则: sayPresetZh(p.preset), 进度: behind(p, words), 预计: outlook(p, words), 可能: chance(p, words) }),
  met: (p, words) => say(words, 'reason-met', { 结果: ended(p, words) }),
  missed: (p, words) => say(words, 'reason-missed', { 结果: `${ended(p, words)}${gap(p, p.goal, words)}` }),
  'no-figure-by-deadline': ({ year, deadline, period }, words) => {
    const by = { 日期: sayDayZh(deadline), 年份: String(year) }
    return period === null ? say(words, 'reason-no-figure', by) : say(words, 'reason-no-figure-since', { ...by, 期间: sayMonthZh(period) })
  },
  'no-report': (p, words) =>
    p.due === null ? say(words, 'reason-no-report', silent(p)) : say(words, 'reason-no-report-by', { 日期: sayDayZh(p.due), 单位: p.publisher }),
  'no-release': (p, words) => say(words, 'reason-no-release', silent(p)),
  incomparable: ({ newest, publisher }, words) => say(words, 'reason-incomparable', { 单位: publisher, 期间: sayMonthZh(newest) }),
  'bound-only': ({ period, unit, done: value, goal }, words) =>
    say(words, 'reason-bound-only', { 期间: sayMonthZh(period), 数值: sayAmountOf(value, unit), 目标: sayAmountOf(goal, unit) }),
  'not-judged': ({ firmness }, words) => say(words, firmness === 'progress' ? 'reason-progress' : 'reason-scope', {}),
  'milestone-done': ({ due, doneOn, daysLate }, words) => {
    const days = { 完成日期: sayDayZh(doneOn), 日期: sayDayZh(due) }
    return daysLate > 0 ? say(words, 'reason-done-late', { ...days, 天数: String(daysLate) }) : say(words, 'reason-done', days)
  },
  'milestone-ahead': ({ due }, words) => say(words, 'reason-ahead', { 日期: sayDayZh(due) }),
  'milestone-past-due': ({ due }, words) => say(words, 'reason-past-due', { 日期: sayDayZh(due) }),
}

const sayAmountOf = (value: number, unit: string): string => sayFigureZh(value, 'stock', unit)
