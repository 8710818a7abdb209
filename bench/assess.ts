import { cpus } from 'node:os'
import { append, assessFrom, createSeries, FRESH, type LightMemory, type Observation, periodOf, type Series, type Target } from '@shixu/domain'

const YEAR = 2024
const SERIES = 2000
const MONTHS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const
const RUNS = 7
/** A service that judges a nation is warm after a second; so is what is measured. */
const WARM_UP = 8

/** One region's invented amount, with its seasons, growth and noise. The same number always gives the same series. */
interface Invented {
  readonly series: Series
  readonly target: Target
  readonly ytd: (year: number, month: number) => number
  memory: LightMemory
}

/** Assessments in a second of one core's time, whatever else the machine does: a month's figure is appended, and that month judged with the full method on 36 months of history. */
export function benchAssess(): { readonly perSecond: number; readonly machine: string; readonly runs: readonly number[] } {
  const runs = Array.from({ length: WARM_UP + RUNS }, run).slice(WARM_UP)
  const perSecond = runs.toSorted((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0
  return { perSecond, runs, machine: `${cpus()[0]?.model.trim()}, Node ${process.version}` }
}

function run(): number {
  const all = Array.from({ length: SERIES }, (_, index) => invent(index))
  const figures = MONTHS.map((month) => all.map(({ ytd }) => figure(periodOf(YEAR, month), ytd(YEAR, month))))
  const start = process.threadCpuUsage()
  for (const [index, month] of MONTHS.entries()) for (const [at, invented] of all.entries()) judge(invented, month, figures[index]?.[at])
  const { user, system } = process.threadCpuUsage(start)
  return Math.round((SERIES * MONTHS.length * 1e6) / (user + system))
}

function judge(invented: Invented, month: number, observation: Observation | undefined): void {
  const { series, target, memory } = invented
  if (observation) append(series, observation)
  const asOf = `${periodOf(YEAR, month + 1)}-20`
  const { memories } = assessFrom({ target, indicator: PUBLISHER, series, asOf, from: periodOf(YEAR, month), before: memory })
  invented.memory = memories.at(-1) ?? memory
}

const PUBLISHER = { publisher: { by: 'office', name: 'invented' }, releaseBasis: 'assumed' } as const

function invent(seed: number): Invented {
  const random = randomFrom(seed + 1)
  const seasons = Array.from({ length: 12 }, () => 0.7 + 0.6 * random())
  const growth = 0.9 + 0.25 * random()
  const noise = Array.from({ length: 48 }, () => 0.95 + 0.1 * random())
  const ytd = (year: number, month: number): number => {
    let sum = 0
    for (let index = 0; index < month; index++) sum += 1e8 * growth ** (year - YEAR) * (seasons[index] ?? 1) * (noise[(year - YEAR + 3) * 12 + index] ?? 1)
    return Math.round(sum / 1e6) * 1e6
  }
  const series = createSeries({ unit: '元' })
  for (let year = YEAR - 3; year < YEAR; year++) for (let month = 2; month <= 12; month++) append(series, figure(periodOf(year, month), ytd(year, month)))
  return { series, target: targetOf(seed, ytd(YEAR - 1, 12) * (0.95 + 0.15 * random())), ytd, memory: FRESH }
}

const figure = (period: string, value: number): Observation => ({
  region: '990001',
  indicator: 'invented',
  period,
  measure: 'level',
  coverage: 'ytd',
  value,
  unit: '元',
  step: 1e6,
  written: `${value / 1e8}亿元`,
  bound: 'exact',
  published: `${period}-28`,
  publishedBasis: 'assumed',
  basis: 'first-published',
  source: 'bench',
})

const targetOf = (seed: number, value: number): Target => ({
  id: `invented-${seed}`,
  region: '990001',
  year: YEAR,
  nameZh: '虚构目标',
  nameEn: 'Invented target',
  kind: 'amount',
  comparator: 'at-least',
  value,
  unit: '元',
  valueExpanded: value,
  unitExpanded: '元',
  qualifier: null,
  firmness: 'firm',
  note: null,
  members: [],
  lead: { bureau: 'invented', basis: 'assumed' },
  supporting: [],
  indicator: 'invented',
  citation: { document: '', section: '', sentence: '', start: 0, anchor: '', anchorOffset: 0 },
  baseline: null,
  plan: null,
  due: null,
  lightBy: 'forecast',
})

/** Mulberry32: small, seeded, good enough to invent figures. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

if (import.meta.main) {
  const { perSecond, runs, machine } = benchAssess()
  console.log(`${perSecond.toLocaleString('en')} assessments/s on one core, 36 months of history (${machine}; runs ${runs.join(', ')})`)
}
