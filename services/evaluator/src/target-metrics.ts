import { type Assessment, addDays, type Light, lastDayOf, type Period, type Target } from '@shixu/domain'
import { type Registry, secondsAt, wideGauge } from '@shixu/runtime'
import { exposeRegions } from './region-metrics.ts'
import type { Standing } from './standing.ts'

export interface TargetMetricsParts {
  readonly metrics: Registry
  readonly standings: () => Iterable<Standing>
  /** Codes of the regions that have series; empty is all, up to `MOST_REGIONS`. */
  readonly regions: readonly string[]
}

/** Beyond this many regions no target has series unless its region is named: 76 targets a region make millions of series. */
export const MOST_REGIONS = 50

const LIGHT_NUMBER: Readonly<Record<Light, number>> = { grey: 0, green: 1, yellow: 2, red: 3 }

interface Value {
  readonly name: string
  readonly help: string
  read(standing: Standing): number | null
}

const VALUES: readonly Value[] = [
  { name: 'light', help: 'Light of the newest judged period: 0 grey, 1 green, 2 yellow, 3 red.', read: ({ light }) => LIGHT_NUMBER[light] },
  { name: 'light_readings', help: 'Judged periods of the year in a row that have the light of the newest one.', read: ({ readings }) => readings },
  { name: 'overdue', help: '1 where a figure is past the day it was due.', read: ({ overdue }) => (overdue ? 1 : 0) },
  { name: 'miss_probability', help: 'Probability that the year ends short of the target, 0 to 1.', read: of('pMiss') },
  { name: 'pace_ratio', help: 'Done as a share of what is due by now; 1 is on the pace line.', read: of('shareOfPace') },
  { name: 'value', help: 'Newest figure judged, in the expanded unit of shixu_target_info; per cent for growth and share.', read: of('done') },
  { name: 'period_end_timestamp_seconds', help: 'When the newest judged period was over.', read: ({ assessment }) => overAt(assessment) },
  { name: 'pace_due_value', help: 'What is due by the newest judged period, in the same unit.', read: of('paceDue') },
  { name: 'goal_value', help: 'What the report promised, in the same unit.', read: ({ target }) => target.valueExpanded },
  { name: 'forecast_value', help: 'Where the year is expected to end, in the same unit.', read: of('forecast') },
]

/** There are a dozen periods in a year, and as many targets as there are. */
const ENDS = new Map<Period, number>()

const overAt = ({ period }: Assessment): number | null => {
  if (period === null) return null
  const end = ENDS.get(period) ?? secondsAt(addDays(lastDayOf(period), 1))
  ENDS.set(period, end)
  return end
}

function of(field: 'pMiss' | 'shareOfPace' | 'done' | 'paceDue' | 'forecast') {
  return ({ assessment }: { readonly assessment: Assessment }): number | null => assessment[field]
}

type Labels = Readonly<Record<string, string>>

/** Label sets of each target as it is declared: they are written with each of its series at every scrape. */
const LABELS = new WeakMap<Target, { readonly key: Labels; readonly info: Labels }>()

const labelsOf = ({ target, indicator }: Standing): { readonly key: Labels; readonly info: Labels } => {
  const known = LABELS.get(target)
  if (known) return known
  const { region, year, id, kind, unitExpanded, firmness, lead, nameZh } = target
  const key = { region, year: String(year), target: id }
  const info = { ...key, indicator: indicator.id, kind, unit: unitExpanded ?? '', firmness, lead_bureau: lead.bureau, name: nameZh }
  LABELS.set(target, { key, info })
  return { key, info }
}

/** All series of one scrape are read in one go: the state is gone through once for them, and not once for each. */
const onceAScrape = <T>(read: () => T): (() => T) => {
  let seen: { readonly value: T } | null = null
  return () => {
    if (seen === null) {
      seen = { value: read() }
      setImmediate(() => {
        seen = null
      })
    }
    return seen.value
  }
}

const shownOf = (all: readonly Standing[], regions: readonly string[]): readonly Standing[] => {
  if (regions.length > 0) {
    const named = new Set(regions)
    return all.filter(({ target }) => named.has(target.region))
  }
  return new Set(all.map(({ target }) => target.region)).size <= MOST_REGIONS ? all : []
}

/** Series of each target, read from the state when they are scraped. */
export const exposeTargets = ({ metrics, standings, regions }: TargetMetricsParts): void => {
  const now = onceAScrape(() => [...standings()])
  const shown = onceAScrape(() => shownOf(now(), regions))
  exposeRegions(metrics, now)
  for (const { name, help, read } of VALUES) {
    wideGauge(metrics, { name: `shixu_target_${name}`, help }, function* () {
      for (const standing of shown()) {
        const value = read(standing)
        if (value !== null) yield [labelsOf(standing).key, value] as const
      }
    })
  }
  wideGauge(metrics, { name: 'shixu_target_info', help: 'What a target is; always 1.' }, function* () {
    for (const standing of shown()) yield [labelsOf(standing).info, 1] as const
  })
}
