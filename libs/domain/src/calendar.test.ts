import { describe, expect, it, test } from 'vitest'
import { askingsOf, owedOf, releaseDayOf, releasesOf, upcomingOf, type Workdays } from './calendar.ts'
import { isWeekend } from './day.ts'
import type { ReleaseRule } from './indicator.ts'

/** National Day 2024 as it was set: off from 1 to 7 October, Saturday the 12th worked. */
const workdays: Workdays = {
  isWorkday: (day) => day === '2024-10-12' || !((day >= '2024-10-01' && day <= '2024-10-07') || isWeekend(day)),
  knownUntil: '2024-12-31',
}

describe('the release calendar', () => {
  test.each<[string, ReleaseRule, string, string]>([
    ['monthly', { rule: 'monthly', day: 20 }, '2024-05', '2024-06-20'],
    ['monthly, day clipped to a short month', { rule: 'monthly', day: 31 }, '2024-05', '2024-06-30'],
    ['monthly, year end', { rule: 'monthly', day: 20, yearEndDay: 25 }, '2024-12', '2025-01-25'],
    ['monthly, year end without a day of its own', { rule: 'monthly', day: 20 }, '2024-12', '2025-01-20'],
    ['January comes with February', { rule: 'monthly', day: 20 }, '2024-01', '2024-03-20'],
    ['quarterly', { rule: 'quarterly', day: 29, yearEndDay: 28 }, '2024-03', '2024-04-29'],
    ['quarterly, a period between', { rule: 'quarterly', day: 29 }, '2024-05', '2024-06-29'],
    ['yearly', { rule: 'yearly', month: 2, day: 15 }, '2024-12', '2025-02-15'],
    ['yearly, a period within the year', { rule: 'yearly', month: 2, day: 15 }, '2024-06', '2024-07-15'],
    ['first workday after a week off', { rule: 'workday', every: 'month', nth: 1 }, '2024-09', '2024-10-08'],
    ['fifth workday, a worked Saturday counts', { rule: 'workday', every: 'quarter', nth: 5 }, '2024-09', '2024-10-12'],
    ['bureau', { rule: 'bureau', months: [6], day: 10 }, '2024-06', '2024-07-10'],
    ['bureau, due on a holiday', { rule: 'bureau', months: [9], day: 3 }, '2024-09', '2024-10-08'],
    ['bureau, due on a Sunday', { rule: 'bureau', months: [5], day: 9 }, '2024-05', '2024-06-10'],
    ['bureau, January of its own', { rule: 'bureau', months: [1], day: 5 }, '2024-01', '2024-02-05'],
  ])('%s', (_, release, period, due) => expect(releaseDayOf({ release }, period, workdays)).toBe(due))

  test.each<[ReleaseRule, string]>([
    [{ rule: 'monthly', day: 20 }, '02 03 04 05 06 07 08 09 10 11 12'],
    [{ rule: 'workday', every: 'month', nth: 9 }, '02 03 04 05 06 07 08 09 10 11 12'],
    [{ rule: 'workday', every: 'quarter', nth: 9 }, '03 06 09 12'],
    [{ rule: 'quarterly', day: 29 }, '03 06 09 12'],
    [{ rule: 'yearly', month: 2, day: 1 }, '12'],
    [{ rule: 'bureau', months: [12, 6], day: 10 }, '06 12'],
  ])('%o names its periods in order', (release, months) => {
    expect(releasesOf({ release }, 2024, workdays).map(({ period }) => period)).toEqual(months.split(' ').map((month) => `2024-${month}`))
  })
})

describe('what is owed', () => {
  const release: ReleaseRule = { rule: 'bureau', months: [3, 6, 9], day: 10 }
  const owed = (day: string, known: string[], coverage: 'ytd' | 'quarter' = 'ytd') =>
    owedOf(releasesOf({ release }, 2024, workdays), { day, coverage, known }).map(({ period }) => period)

  it('is nothing up to the end of the due day', () => {
    expect(owed('2024-04-10', [])).toEqual([])
    expect(owed('2024-04-11', [])).toEqual(['2024-03'])
  })

  it('grows with each report that does not come, oldest first', () => {
    expect(owed('2024-10-11', [])).toEqual(['2024-03', '2024-06', '2024-09'])
  })

  it('is answered by a later cumulative figure, between two due periods as well', () => {
    expect(owed('2024-10-11', ['2024-07'])).toEqual(['2024-09'])
  })

  it('is not answered by a later figure of a single quarter', () => {
    expect(owed('2024-10-11', ['2024-06'], 'quarter')).toEqual(['2024-03', '2024-09'])
  })
})

describe('what is asked for', () => {
  const release: ReleaseRule = { rule: 'bureau', months: [3, 6, 9], day: 10 }
  const askings = askingsOf(releasesOf({ release }, 2024, workdays), { workdays })
  const asked = (day: string, known: string[] = [], coverage: 'ytd' | 'quarter' = 'ytd') =>
    upcomingOf(askings, { day, coverage, known }).map(({ period, due }) => `${period} by ${due}`)

  it('is asked three workdays before: weekends and holidays do not count', () => {
    expect(askings.map(({ from, release: { due } }) => `${from} for ${due}`)).toEqual([
      '2024-04-05 for 2024-04-10',
      '2024-07-05 for 2024-07-10',
      '2024-09-30 for 2024-10-10',
    ])
  })

  it.each([
    [0, ['2024-04-10', '2024-07-10', '2024-10-10']],
    [1, ['2024-04-09', '2024-07-09', '2024-10-09']],
    [10, ['2024-03-27', '2024-06-26', '2024-09-19']],
  ])('is asked as many workdays before as the region says: %i', (ahead, days) => {
    expect(askingsOf(releasesOf({ release }, 2024, workdays), { workdays, ahead }).map(({ from }) => from)).toEqual(days)
  })

  it('is nothing before that, nothing after its day, and nothing where it has come', () => {
    expect(['2024-07-04', '2024-07-05', '2024-07-10', '2024-07-11'].map((day) => asked(day).length)).toEqual([0, 1, 1, 0])
    expect(asked('2024-07-08')).toEqual(['2024-06 by 2024-07-10'])
    expect([asked('2024-07-08', ['2024-06']), asked('2024-07-08', ['2024-07'])]).toEqual([[], []])
    expect(asked('2024-07-08', ['2024-07'], 'quarter')).toEqual(['2024-06 by 2024-07-10'])
  })
})
