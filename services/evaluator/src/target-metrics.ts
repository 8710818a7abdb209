import type { Assessment, Indicator, Light, Target } from '@shixu/domain'
import { type Registry, scrapedGauge } from '@shixu/runtime'

/** What is known of one target when metrics are scraped. */
export interface Standing {
  readonly target: Target
  readonly indicator: Indicator
  readonly assessment: Assessment
  readonly overdue: boolean
}

export interface TargetMetricsParts {
  readonly metrics: Registry
  readonly standings: () => Iterable<Standing>
  /** Codes of the regions that have series; empty is all, up to `MOST_REGIONS`. */
  readonly regions: readonly string[]
}

/** Beyond this many regions no target has series unless its region is named: 76 targets a region make millions of series. */
export const MOST_REGIONS = 50

const LIGHT_NUMBER: Readonly<Record<Light, number>> = { grey: 0, green: 1, yellow: 2, red: 3 }
const KEY = ['region', 'year', 'target'] as const
const INFO = [...KEY, 'indicator', 'kind', 'unit', 'lead_bureau', 'name'] as const

interface Value {
  readonly name: string
  readonly help: string
  read(standing: Standing): number | null
}

const VALUES: readonly Value[] = [
  { name: 'light', help: 'Light of the newest judged period: 0 grey, 1 green, 2 yellow, 3 red.', read: ({ assessment }) => LIGHT_NUMBER[assessment.light] },
  { name: 'overdue', help: '1 where a figure is past the day it was due.', read: ({ overdue }) => (overdue ? 1 : 0) },
  { name: 'miss_probability', help: 'Probability that the year ends short of the target, 0 to 1.', read: of('pMiss') },
  { name: 'pace_ratio', help: 'Done as a share of what is due by now; 1 is on the pace line.', read: of('shareOfPace') },
  { name: 'value', help: 'Newest figure judged, in the expanded unit of shixu_target_info; per cent for growth and share.', read: of('done') },
  { name: 'pace_due_value', help: 'What is due by the newest judged period, in the same unit.', read: of('paceDue') },
  { name: 'goal_value', help: 'What the report promised, in the same unit.', read: ({ target }) => target.valueExpanded },
  { name: 'forecast_value', help: 'Where the year is expected to end, in the same unit.', read: of('forecast') },
]

function of(field: 'pMiss' | 'shareOfPace' | 'done' | 'paceDue' | 'forecast') {
  return ({ assessment }: { readonly assessment: Assessment }): number | null => assessment[field]
}

const keyOf = ({ target }: Standing): Record<string, string> => ({ region: target.region, year: String(target.year), target: target.id })

const infoOf = (standing: Standing): Record<string, string> => ({
  ...keyOf(standing),
  indicator: standing.indicator.id,
  kind: standing.target.kind,
  unit: standing.target.unitExpanded ?? '',
  lead_bureau: standing.target.lead.bureau,
  name: standing.target.nameZh,
})

/** Series of each target, read from the state when they are scraped. */
export const exposeTargets = ({ metrics, standings, regions }: TargetMetricsParts): void => {
  const shown = function* (): Iterable<Standing> {
    const all = [...standings()]
    const few = new Set(all.map(({ target }) => target.region)).size <= MOST_REGIONS
    for (const standing of all) if (regions.length === 0 ? few : regions.includes(standing.target.region)) yield standing
  }
  for (const { name, help, read } of VALUES) {
    scrapedGauge(metrics, { name: `shixu_target_${name}`, help, labels: KEY }, function* () {
      for (const standing of shown()) {
        const value = read(standing)
        if (value !== null) yield [keyOf(standing), value] as const
      }
    })
  }
  scrapedGauge(metrics, { name: 'shixu_target_info', help: 'What a target is; always 1.', labels: INFO }, function* () {
    for (const standing of shown()) yield [infoOf(standing), 1] as const
  })
}
