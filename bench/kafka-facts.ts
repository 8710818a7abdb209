import { dayBegan, type Event, observationPublished, periodOf, targetDeclared } from '@shixu/domain'
import { anIndicator, anObservation, aTarget } from '@shixu/testkit'

export const YEAR = 2024
const HISTORY = 3
const TARGETS = 76
const MONTHS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

const regionOf = (at: number): string => String(200_000 + at)
const publishedOn = (year: number, month: number): string => (month === 12 ? `${year + 1}-01-20` : `${year}-${String(month + 1).padStart(2, '0')}-20`)

const indicatorOf = (at: number) =>
  anIndicator({
    id: `invented-${at}`,
    unit: '元',
    measures: ['level'],
    coverage: 'ytd',
    publisher: { by: 'office', name: '虚构统计局' },
    release: { rule: 'monthly', day: 20 },
  })

const declared = (region: string): readonly Event[] =>
  Array.from({ length: TARGETS }, (_, at) => {
    const amount = { kind: 'amount', value: 14, unit: '亿元', valueExpanded: 1.4e9, unitExpanded: '元' } as const
    const target = aTarget({ id: `invented-${at}`, region, year: YEAR, indicator: `invented-${at}`, ...amount })
    const ladder = { head: { readings: 2, days: 30 }, supervision: { readings: 3, days: 60 } }
    return targetDeclared({ target, indicator: indicatorOf(at), effective: `${YEAR}-01-01`, ladder }, 'bench')
  })

/** One month of every target of a region: cumulative, with seasons and noise that are the same in every run. */
const figures = (region: string, year: number, month: number): readonly Event[] =>
  Array.from({ length: TARGETS }, (_, at) => {
    const value = Math.round(month * (1 + 0.05 * (year - YEAR)) * (1 + 0.1 * Math.sin(month + at)) * 1.2e8)
    return observationPublished(
      anObservation({
        region,
        indicator: `invented-${at}`,
        period: periodOf(year, month),
        measure: 'level',
        value,
        unit: '元',
        step: 1e5,
        published: publishedOn(year, month),
      }),
    )
  })

/** Targets and three years of figures of so many regions. */
export const history = (regions: number): Event[] =>
  Array.from({ length: regions }, (_, at) => regionOf(at)).flatMap((region) => [
    ...declared(region),
    dayBegan(region, { day: `${YEAR}-01-31` }),
    ...Array.from({ length: HISTORY }, (_, back) => MONTHS.flatMap((month) => figures(region, YEAR - HISTORY + back, month))).flat(),
  ])

/** The year itself, month by month. */
export const theYear = (regions: number): Event[] =>
  MONTHS.flatMap((month) => Array.from({ length: regions }, (_, at) => regionOf(at)).flatMap((region) => figures(region, YEAR, month)))
