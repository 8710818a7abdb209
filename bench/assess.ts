import { cpus } from 'node:os'
import { append, assessFrom, createSeries, FRESH, type LightMemory, type Observation, periodOf, type Series, type Target } from '@shixu/domain'
import { anIndicator, aTarget, inventCourse, levelsOf, releaseOf } from '@shixu/testkit'

const YEAR = 2024
const SERIES = 2000
const MONTHS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const
const RUNS = 7
/** A service that judges a nation is warm after a second; so is what is measured. */
const WARM_UP = 8

/** An invented amount with 36 months of history, and the figures of the year that are still to come. */
interface Watched {
  readonly series: Series
  readonly target: Target
  readonly coming: readonly Observation[]
  memory: LightMemory
}

/** Assessments in a second of one core's time, whatever else the machine does: a month's figure is appended, and that month judged with the full method on 36 months of history. */
export function benchAssess(): { readonly perSecond: number; readonly machine: string; readonly runs: readonly number[] } {
  const runs = Array.from({ length: WARM_UP + RUNS }, run).slice(WARM_UP)
  const perSecond = runs.toSorted((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0
  return { perSecond, runs, machine: `${cpus()[0]?.model.trim()}, Node ${process.version}` }
}

function run(): number {
  const all = Array.from({ length: SERIES }, (_, index) => watch(index))
  const start = process.threadCpuUsage()
  for (const [index, month] of MONTHS.entries()) for (const watched of all) judge(watched, index, month)
  const { user, system } = process.threadCpuUsage(start)
  return Math.round((SERIES * MONTHS.length * 1e6) / (user + system))
}

const indicator = anIndicator({ unit: '元' })

function judge(watched: Watched, index: number, month: number): void {
  const { series, target, memory, coming } = watched
  const observation = coming[index]
  if (observation) append(series, observation)
  const { memories } = assessFrom({ target, indicator, series, asOf: releaseOf(YEAR, month), from: periodOf(YEAR, month), before: memory })
  watched.memory = memories.at(-1) ?? memory
}

function watch(seed: number): Watched {
  const course = inventCourse(seed, { firstYear: YEAR - 3, years: 4 })
  const series = createSeries(indicator)
  for (let year = YEAR - 3; year < YEAR; year++) for (const observation of levelsOf(course, year)) append(series, observation)
  const value = Math.round((course.ytd(YEAR - 1, 12) * (0.98 + 0.01 * (seed % 12))) / 1e6) * 1e6
  const target = aTarget({ id: `invented-${seed}`, kind: 'amount', unit: '元', unitExpanded: '元', value, valueExpanded: value })
  return { series, target, coming: levelsOf(course, YEAR, 11), memory: FRESH }
}

if (import.meta.main) {
  const { perSecond, runs, machine } = benchAssess()
  console.log(`${perSecond.toLocaleString('en')} assessments/s on one core, 36 months of history (${machine}; runs ${runs.join(', ')})`)
}
