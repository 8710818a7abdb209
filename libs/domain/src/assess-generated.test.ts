import { anIndicator, aTarget, growthsOf, type InventedCourse, inventCourse, levelsOf, randomFrom } from '@shixu/testkit'
import { expect, it } from 'vitest'
import { assessYear } from './assess.ts'
import { append, createSeries } from './series.ts'

const YEAR = 2024
const MONTHS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const
const CASES = 120

/** One invented year: what it was promised to reach, whether it did, and how likely a miss seemed month by month. */
interface Case {
  readonly missed: boolean
  readonly goal: number
  readonly course: InventedCourse
  readonly pMiss: readonly number[]
  readonly red: readonly boolean[]
}

/** A goal somewhere around last year's growth, so that about half of the years miss it. */
function invent(seed: number): Case {
  const course = inventCourse(seed, { firstYear: YEAR - 4, years: 5 })
  const random = randomFrom(seed + 1_000_000)
  const goal = course.ytd(YEAR - 1, 12) * (0.98 + 0.14 * random())
  const indicator = anIndicator({ unit: '元' })
  const series = createSeries(indicator)
  for (let year = YEAR - 4; year < YEAR; year++) for (const observation of levelsOf(course, year)) append(series, observation)
  for (const observation of [...levelsOf(course, YEAR, 11), ...growthsOf(course, YEAR, 11)]) append(series, observation)
  const target = aTarget({ kind: 'amount', unit: '元', unitExpanded: '元', value: goal, valueExpanded: goal })
  const assessments = assessYear({ target, indicator, series, asOf: '2024-12-31' })
  return {
    course,
    goal,
    missed: course.ytd(YEAR, 12) < goal,
    pMiss: assessments.map(({ pMiss }) => pMiss ?? Number.NaN),
    red: assessments.map(({ light }) => light === 'red'),
  }
}

const brier = (pairs: readonly (readonly [number, boolean])[]): number => pairs.reduce((sum, [p, missed]) => sum + (p - Number(missed)) ** 2, 0) / pairs.length

const cases = Array.from({ length: CASES }, (_, index) => invent(index + 1))

it('answers for every month', () => {
  expect(cases.flatMap(({ pMiss }) => pMiss).filter((p) => p >= 0 && p <= 1)).toHaveLength(CASES * MONTHS.length)
})

it('knows misses far better than the straight line does', () => {
  const method = brier(cases.flatMap(({ pMiss, missed }) => pMiss.map((p) => [p, missed] as const)))
  const line = brier(
    cases.flatMap(({ course, goal, missed }) => MONTHS.map((month) => [Number(course.ytd(YEAR, month) < (goal * month) / 12), missed] as const)),
  )
  expect(method).toBeLessThan(0.13)
  expect(method).toBeLessThan(0.5 * line)
})

it('means what it says: of those said to miss with three chances in four, about so many do', () => {
  const said = cases.flatMap(({ pMiss, missed }) => pMiss.map((p) => [p, missed] as const)).filter(([p]) => p > 0.6 && p < 0.9)
  const share = said.filter(([, missed]) => missed).length / said.length
  expect(share).toBeGreaterThan(0.55)
  expect(share).toBeLessThan(0.95)
})

it('is rarely red on what is met in the end, and mostly red on what is missed by October', () => {
  const met = cases.filter(({ missed }) => !missed)
  const missed = cases.filter((each) => each.missed)
  expect(met.filter(({ red }) => red.includes(true)).length / met.length).toBeLessThan(0.25)
  expect(missed.filter(({ red }) => red[MONTHS.indexOf(10)]).length / missed.length).toBeGreaterThan(0.7)
})
