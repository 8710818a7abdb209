import { cpus } from 'node:os'
import { append, assessFrom, createSeries, FRESH, type LightMemory, periodOf, type Series, type Target } from '@shixu/domain'
import { anIndicator, aTarget, inventCourse, levelsOf, releaseOf } from '@shixu/testkit'

const YEAR = 2024
const SERIES = 2000
const MONTHS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const
/** The days on which the months come out. */
const DAYS = MONTHS.map((month) => ({ asOf: releaseOf(YEAR, month), from: periodOf(YEAR, month) }))
const RUNS = 7
/** A service that judges a nation is warm after a second; so is what is measured. */
const WARM_UP = 8

/** An invented amount with 36 months of history and eleven of the year that is judged. */
interface Watched {
  readonly series: Series
  readonly target: Target
  memory: LightMemory
}

/** Assessments in a second of one core's time, whatever else the machine does: each judges one month, as of the day it came out, with the full method on 36 months of history. */
export function benchAssess(): { readonly perSecond: number; readonly machine: string; readonly runs: readonly number[] } {
  const all = Array.from({ length: SERIES }, (_, index) => watch(index))
  const runs = Array.from({ length: WARM_UP + RUNS }, () => run(all)).slice(WARM_UP)
  const perSecond = runs.toSorted((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0
  return { perSecond, runs, machine: `${cpus()[0]?.model.trim()}, Node ${process.version}` }
}

function run(all: readonly Watched[]): number {
  const start = process.threadCpuUsage()
  for (const watched of all) watched.memory = FRESH
  for (const { asOf, from } of DAYS) {
    for (const watched of all) {
      const { series, target, memory } = watched
      const { memories } = assessFrom({ target, indicator, series, asOf, from, before: memory })
      watched.memory = memories.at(-1) ?? memory
    }
  }
  const { user, system } = process.threadCpuUsage(start)
  return Math.round((SERIES * MONTHS.length * 1e6) / (user + system))
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

if (import.meta.main) {
  const { perSecond, runs, machine } = benchAssess()
  console.log(`${perSecond.toLocaleString('en')} assessments/s on one core, 36 months of history (${machine}; runs ${runs.join(', ')})`)
}
