import { addDays, dayOf } from './day.ts'
import type { Indicator, ReleaseRule } from './indicator.ts'
import type { Coverage } from './observation.ts'
import { type Day, monthOf, type Period, periodOf, yearOf } from './period.ts'

/** China's workdays, handed in. 调休: a Saturday that is worked is one, a holiday is none. After `knownUntil` only weekends are known. */
export interface Workdays {
  isWorkday(day: Day): boolean
  readonly knownUntil: Day
}

/** A period whose figure is published, or reported, by the end of `due`. */
export interface Release {
  readonly period: Period
  readonly due: Day
}

const MONTHS = { month: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], quarter: [3, 6, 9, 12], year: [12] } as const

/** The releases of the periods of a year, in order. January and February come out as one period, named by February. */
export const releasesOf = (indicator: Pick<Indicator, 'release'>, year: number, workdays: Workdays): readonly Release[] =>
  monthsOf(indicator.release).map((month) => {
    const period = periodOf(year, month)
    return { period, due: releaseDayOf(indicator, period, workdays) }
  })

function monthsOf(rule: ReleaseRule): readonly number[] {
  switch (rule.rule) {
    case 'monthly':
      return MONTHS.month
    case 'quarterly':
      return MONTHS.quarter
    case 'yearly':
      return MONTHS.year
    case 'workday':
      return MONTHS[rule.every]
    case 'bureau':
      return rule.months.toSorted((one, other) => one - other)
  }
}

/** The day on which the figure of a period comes by the indicator's rule. A period that the rule does not name comes as its month would. */
export function releaseDayOf({ release: rule }: Pick<Indicator, 'release'>, period: Period, workdays: Workdays): Day {
  const after = monthAfter(rule.rule === 'bureau' ? period : withoutJanuary(period))
  switch (rule.rule) {
    case 'monthly':
    case 'quarterly':
      return dayOf(after.year, after.month, monthOf(period) === 12 ? (rule.yearEndDay ?? rule.day) : rule.day)
    case 'yearly':
      return monthOf(period) === 12 ? dayOf(after.year, rule.month, rule.day) : dayOf(after.year, after.month, rule.day)
    case 'workday':
      return nthWorkday(dayOf(after.year, after.month, 1), rule.nth, workdays)
    case 'bureau':
      // What falls due on a day off is due when work begins again (Civil Code, article 203).
      return nthWorkday(dayOf(after.year, after.month, rule.day), 1, workdays)
  }
}

const withoutJanuary = (period: Period): Period => (monthOf(period) === 1 ? periodOf(yearOf(period), 2) : period)

const monthAfter = (period: Period): { year: number; month: number } =>
  monthOf(period) === 12 ? { year: yearOf(period) + 1, month: 1 } : { year: yearOf(period), month: monthOf(period) + 1 }

/** The n-th workday at or after a day. */
function nthWorkday(first: Day, nth: number, workdays: Workdays): Day {
  let day = first
  for (let left = workdays.isWorkday(day) ? nth - 1 : nth; left > 0; ) {
    day = addDays(day, 1)
    if (workdays.isWorkday(day)) left -= 1
  }
  return day
}

/** How many workdays before it is due a report is asked for, where the region does not say. */
const ASK_AHEAD = 3

/** A report, and from when on its bureau is asked for it. */
export interface Asking {
  readonly release: Release
  readonly from: Day
}

/** When the reports of a year are asked for, in the order of the releases: some workdays before they are due, so that there is time to act. */
export const askingsOf = (
  releases: readonly Release[],
  { workdays, ahead = ASK_AHEAD }: { readonly workdays: Workdays; readonly ahead?: number | undefined },
): readonly Asking[] => releases.map((release) => ({ release, from: workdaysBefore(release.due, ahead, workdays) }))

function workdaysBefore(day: Day, count: number, workdays: Workdays): Day {
  let before = day
  for (let left = count; left > 0; ) {
    before = addDays(before, -1)
    if (workdays.isWorkday(before)) left -= 1
  }
  return before
}

/** What is known on a day: the periods of the year for which any figure has come. */
export interface Known {
  readonly day: Day
  readonly coverage: Coverage
  readonly known: readonly Period[]
}

/** Of the releases of a year, what is past its due day and has not come, oldest first. */
export function owedOf(releases: readonly Release[], known: Known): readonly Release[] {
  const isMissing = missingBy(known)
  return releases.filter((release) => release.due < known.day && isMissing(release))
}

/** Of the reports of a year, what is asked for on a day and has not come, oldest first: from the day it is first asked for to the day it is due. */
export function upcomingOf(askings: readonly Asking[], known: Known): readonly Release[] {
  const { day } = known
  const near = askings.filter(({ release, from }) => from <= day && day <= release.due)
  return near.length === 0 ? [] : near.map(({ release }) => release).filter(missingBy(known))
}

/** A later figure of a cumulative or point series answers for the earlier periods too. */
function missingBy({ coverage, known }: Known): (release: Release) => boolean {
  const newest = known.reduce((latest, period) => (period > latest ? period : latest), '')
  const cumulative = coverage === 'ytd' || coverage === 'point'
  return ({ period }) => (cumulative ? period > newest : !known.includes(period))
}
