import { append, assessFrom, createSeries, FRESH, type LightMemory, periodOf, type Series, type Target } from '@shixu/domain'
import { anIndicator, aTarget, inventCourse, levelsOf, releaseOf } from '@shixu/testkit'

const YEAR = 2024
/** A few regions, as one batch of facts touches them, and a province, whose series come from memory and not from the processor's caches. */
const SIZES = { batch: 200, province: 10_000 } as const
/** Judgements in a run, whatever the size. */
const JUDGED = 100_000
const MONTHS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const
/** The days on which the months come out. */
const DAYS = MONTHS.map((month) => ({ asOf: releaseOf(YEAR, month), from: periodOf(YEAR, month) }))
const RUNS = 7
/** A service that judges a nation is warm after a second; so is what is measured. */
const WARM_UP = 3

/** An invented amount with 36 months of history and eleven of the year that is judged. */
interface Watched {
  readonly series: Series
  readonly target: Target
  memory: LightMemory
}

/** Median assessments in a second of one core's time. */
interface Speed {
  readonly batch: number
  readonly province: number
  /** How many series the province has. */
  readonly series: number
}

/** Each assessment judges one month, as of the day it came out, with the full method on 36 months of history. What else the machine does is left out. */
export const benchAssess = (): Speed => ({ batch: speedOf(SIZES.batch), province: speedOf(SIZES.province), series: SIZES.province })

function speedOf(size: number): number {
  const all = Array.from({ length: size }, (_, index) => watch(index))
  const rounds = JUDGED / (size * MONTHS.length)
  const runs = Array.from({ length: WARM_UP + RUNS }, () => run(all, rounds)).slice(WARM_UP)
  return runs.toSorted((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0
}

function run(all: readonly Watched[], rounds: number): number {
  const start = process.threadCpuUsage()
  for (let round = 0; round < rounds; round++) judgeYear(all)
  const { user, system } = process.threadCpuUsage(start)
  return Math.round((JUDGED * 1e6) / (user + system))
}

function judgeYear(all: readonly Watched[]): void {
  for (const watched of all) watched.memory = FRESH
  for (const { asOf, from } of DAYS) {
    for (const watched of all) {
      const { series, target, memory } = watched
      const { memories } = assessFrom({ target, indicator, series, asOf, from, before: memory })
      watched.memory = memories.at(-1) ?? memory
    }
  }
}

const indicator = anIndicator({ unit: '元' })

function watch(seed: number): Watched {
  const course = inventCourse(seed, { firstYear: YEAR - 3, years: 4 })
  const series = createSeries(indicator)
  for (let year = YEAR - 3; year <= YEAR; year++) for (const observation of levelsOf(course, year, year < YEAR ? 12 : 11)) append(series, observation)
  const value = Math.round((course.ytd(YEAR - 1, 12) * (0.98 + 0.01 * (seed % 12))) / 1e6) * 1e6
  const target = aTarget({ id: `invented-${seed}`, kind: 'amount', unit: '元', unitExpanded: '元', value, valueExpanded: value })
  return { series, target, memory: FRESH }
}

if (import.meta.main) console.log(benchAssess())
