import type { ReasonCode } from '../assessment.ts'
import type { Ending, ReasonParams, Standing } from '../reason.ts'
import { sayChanceEn } from './chance.ts'
import { sayFigureEn, sayForecastEn, sayGapEn } from './figure.ts'
import { sayDayEn, sayMonthEn, sayPeriodEn } from './period.ts'
import { sayPresetEn } from './preset.ts'

/** What is asked for: less is better where it is a cap. */
const asked = (value: number, { kind, unit, cap }: Pick<Standing, 'kind' | 'unit'> & { readonly cap?: true }): string =>
  `${cap ? 'at most ' : ''}${sayFigureEn(value, kind, unit)}`

const paced = (standing: Standing): string => {
  const { period, kind, unit, done, rough, due } = standing
  return `${sayPeriodEn(period, kind)} ${sayFigureEn(done, kind, unit)}${rough ? ' (a bound or an estimate)' : ''}${due === null ? '' : ` where ${asked(due, standing)} is due`}`
}

/** `, ` and by how much the two differ, where they do. */
const gap = (value: number, mark: number | null, unit: string): string => {
  const said = mark === null ? null : sayGapEn(value, mark, unit)
  return said === null ? '' : `, ${said}`
}

const behind = (standing: Standing): string => `${paced(standing)}${gap(standing.done, standing.due, standing.unit)}`

const outlook = (standing: Standing): string => {
  const { forecast, goal, kind, unit } = standing
  return forecast === null
    ? `; the year's goal is ${asked(goal, standing)}`
    : `; the year is expected to end at ${sayForecastEn(forecast, kind, unit)}, the goal is ${asked(goal, standing)}`
}

const chance = ({ pMiss }: Standing): string => (pMiss === null ? '' : `; ${sayChanceEn(pMiss)}`)

const warned = (standing: Standing): string =>
  `${standing.pMiss === null ? 'behind the pace line' : sayChanceEn(standing.pMiss)}: ${behind(standing)}${outlook(standing)}.`

const ended = (ending: Ending): string => {
  const { period, kind, unit, done, goal, provisional } = ending
  return `${sayPeriodEn(period, kind)} ${sayFigureEn(done, kind, unit)}, the goal was ${asked(goal, ending)}${provisional ? ' (provisional)' : ''}`
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`)

/** Begins with a capital letter. */
const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)

/** The English sentence of each reason: the verdict first, then its figures. */
export const REASONS_EN: { readonly [C in ReasonCode]: (params: ReasonParams[C]) => string } = {
  'on-pace': (p) => `On pace: ${paced(p)}${outlook(p)}${chance(p)}.`,
  reached: (p) => `The year's goal is reached: ${sayPeriodEn(p.period, p.kind)} ${sayFigureEn(p.done, p.kind, p.unit)}, the goal is ${asked(p.goal, p)}.`,
  'below-line': (p) => `Behind the pace line: ${behind(p)}${outlook(p)}${chance(p)}.`,
  'miss-likely': (p) => capital(warned(p)),
  'miss-near-certain': (p) => capital(warned(p)),
  'miss-likely-twice': (p) => `In two readings running, ${warned(p)}`,
  'still-red': (p) => `Still red, ${warned(p)}`,
  'just-released': (p) => `From red to yellow, under watch: ${paced(p)}${outlook(p)}${chance(p)}.`,
  'first-reading': (p) => `Without earlier years, to be confirmed by the next reading, ${warned(p)}`,
  preset: (p) => `By ${sayPresetEn(p.preset)}: ${behind(p)}${outlook(p)}${chance(p)}.`,
  met: (p) => `Met: ${ended(p)}.`,
  missed: (p) => `Missed: ${ended(p)}${gap(p.done, p.goal, p.unit)}.`,
  'no-figure-by-deadline': ({ year, deadline, period }) =>
    `No figure for the whole of ${year} by ${sayDayEn(deadline)}, so the outcome is unknown${period === null ? '' : ` (the newest is of ${sayMonthEn(period)})`}.`,
  'no-report': ({ publisher, year, due }) =>
    due === null
      ? `${publisher} has reported nothing for ${year} yet; not judged.`
      : `Due by ${sayDayEn(due)}, and ${publisher} has not said whether it is done.`,
  'no-release': ({ publisher, year }) => `${publisher} has published nothing for ${year} yet; not judged.`,
  incomparable: ({ publisher, newest }) => `Figures of ${publisher} (the newest of ${sayMonthEn(newest)}) do not measure what the target says; not judged.`,
  'bound-only': ({ period, unit, done, goal }) =>
    `Only a bound or an estimate, which shows nothing behind: ${amount(done, unit)} as of ${sayMonthEn(period)}, the goal is ${amount(goal, unit)}.`,
  'not-judged': ({ firmness }) =>
    firmness === 'progress' ? 'The report promises no end of it within the year; not judged.' : 'The number only says how many things there are; not judged.',
  'milestone-done': ({ due, doneOn, daysLate }) =>
    daysLate > 0
      ? `Done ${days(daysLate)} late: on ${sayDayEn(doneOn)}, due on ${sayDayEn(due)}.`
      : `Done in time: on ${sayDayEn(doneOn)}, due on ${sayDayEn(due)}.`,
  'milestone-ahead': ({ due }) => `Not due yet: due on ${sayDayEn(due)}.`,
  'milestone-past-due': ({ due }) => `Past due: due on ${sayDayEn(due)}, not done.`,
}

const amount = (value: number, unit: string): string => sayFigureEn(value, 'stock', unit)
