import { isDay } from './day.ts'
import { againstSense } from './figure-sense.ts'
import type { Indicator } from './indicator.ts'
import type { Bound, Measure, Observation } from './observation.ts'
import { type Day, isPeriod, type Period } from './period.ts'
import type { Target } from './target.ts'
import { expandUnit } from './unit.ts'

/** What a bureau hands in about one of its targets: a figure of a period, or that a milestone is reached. */
export interface Report {
  readonly target: Target
  readonly indicator: Indicator
  /** The last month that the figure covers. A milestone needs none. */
  readonly period?: Period
  readonly value?: string | number
  /** As written; without one it is the target's own. */
  readonly unit?: string
  readonly bound?: Bound
  readonly done?: boolean
  /** The day on which a milestone was reached; without one it is today. */
  readonly on?: Day
  readonly by: string
  readonly evidence: string
  /** The day of the report, in Asia/Shanghai. */
  readonly today: Day
}

export type Reported = { readonly ok: true; readonly observation: Observation } | { readonly ok: false; readonly problems: readonly string[] }

/** A report as an observation, published on the day that it is handed in; or everything that is wrong with it, and what would be right. */
export function reportObservation(report: Report): Reported {
  const missing = [
    report.by.trim() === '' ? 'who reports is missing; name the bureau' : '',
    report.evidence.trim() === '' ? 'the evidence is missing; say what the report rests on' : '',
  ].filter((problem) => problem !== '')
  const said = report.target.kind === 'milestone' ? reportedMilestone(report) : reportedFigure(report)
  if ('problems' in said || missing.length > 0) return { ok: false, problems: [...missing, ...('problems' in said ? said.problems : [])] }
  return { ok: true, observation: { ...said.figure, ...common(report, said.figure.period) } }
}

type Said =
  | { readonly figure: Pick<Observation, 'period' | 'measure' | 'coverage' | 'value' | 'unit' | 'step' | 'written' | 'bound' | 'doneOn'> }
  | { readonly problems: readonly string[] }

const common = ({ target, by, evidence, today }: Report, period: Period) => ({
  region: target.region,
  indicator: target.indicator,
  published: today,
  publishedBasis: 'stated' as const,
  basis: 'reported',
  source: `report#${target.id}/${period}`,
  reportedBy: by.trim(),
  evidence: evidence.trim(),
})

function reportedMilestone({ target, done = false, on, value, today }: Report): Said {
  const day = on ?? today
  const problems = [
    done ? '' : `${target.id} is a milestone; report it by "done" once it is reached, with the day`,
    value === undefined ? '' : `${target.id} is a milestone and has no figure; leave the value out`,
    isDay(day) ? '' : `"${day}" is no day; write 2024-07-23`,
    isDay(day) && day > today ? `${day} is after today, ${today}; report it when it is reached` : '',
  ].filter((problem) => problem !== '')
  if (problems.length > 0) return { problems }
  return { figure: { period: day.slice(0, 7), measure: 'done', coverage: 'point', value: 1, unit: '', step: 1, written: '完成', bound: 'exact', doneOn: day } }
}

function reportedFigure(report: Report): Said {
  const { target, indicator, period = '', value, unit = target.unit ?? '', bound = 'exact', done, today } = report
  const problems: string[] = []
  if (done) problems.push(`${target.id} is no milestone; report its figure, with period and value`)
  if (!isPeriod(period)) problems.push(`"${period}" is no period; write the last month covered: 2024-06`)
  if (value === undefined) problems.push('the value is missing; write the figure of the period')
  if (problems.length > 0 || value === undefined) return { problems }
  const amount = expandUnit(value, unit)
  if (!amount.ok) return { problems: [amount.problem] }
  const measure = measureOf(target, { unit: amount.unit, level: indicator.unit })
  if (!measure) return { problems: [`${target.id} is not counted in "${unit}" (${amount.unit}); right would be ${rightUnits(target, indicator)}`] }
  const nonsense = againstSense({ measure, value: amount.value, period, published: today }, { indicator, receivedOn: today })
  if (nonsense.length > 0) return { problems: nonsense.map(({ reason }) => reason) }
  const written = `${String(value).trim()}${unit}`
  return { figure: { period, measure, coverage: indicator.coverage, value: amount.value, unit: amount.unit, step: amount.step, written, bound } }
}

/** What the unit makes of the figure: per cent is growth or a share by the target's kind, the indicator's own unit a level. */
function measureOf({ kind }: Target, { unit, level }: { unit: string; level: string }): Measure | null {
  if (unit === '%' && kind === 'growth') return 'growth'
  if (unit === '%' && kind === 'share') return 'share'
  return unit === level ? 'level' : null
}

const rightUnits = ({ unit }: Target, indicator: Indicator): string => [...new Set([unit ?? indicator.unit, indicator.unit])].join(' or ')
