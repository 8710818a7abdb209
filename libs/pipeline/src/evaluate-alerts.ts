import {
  type AlertChange,
  type AlertKind,
  type Assessment,
  alertChanged,
  alertEvent,
  alertKindsOf,
  curveOf,
  type Day,
  decide,
  evolve,
  initial,
  type Matter,
  type Occasion,
  redsInARow,
} from '@shixu/domain'
import { type Missing, seriesOf } from './evaluate-judge.ts'
import { lightsOf } from './evaluate-points.ts'
import type { PartitionState, Standing, Watched } from './evaluate-state.ts'

/** Why a target's alerts are decided now, its newest judgement, what was judged again for it, and what has not come. */
export interface Hearing extends Missing {
  readonly occasion: Occasion
  readonly newest: Assessment | null
  readonly rejudged: readonly Assessment[]
}

/** A target that has no reports to hand in any more owes none. */
const NO_REPORTS: Partial<Readonly<Record<AlertKind, Missing>>> = { overdue: { owed: [], upcoming: [] }, 'report-due': { owed: [], upcoming: [] } }

/** Decides each alert that the target has or can have. Of a kind that it cannot have any more, a report is no longer owed, and anything else is withdrawn. */
export function hear(state: PartitionState, target: Watched, hearing: Hearing): void {
  const standing = state.alerts.get(target.key) ?? []
  const possible = alertKindsOf(target.declared.target, target.declared.indicator)
  for (const kind of possible) hearOne(state, target, { ...hearing, kind, before: standing.find(({ alert }) => alert.kind === kind) })
  for (const before of standing) {
    const { kind } = before.alert
    if (!possible.includes(kind)) hearOne(state, target, { ...hearing, ...(NO_REPORTS[kind] ?? { occasion: 'withdrawn' }), kind, before })
  }
}

interface Case extends Hearing {
  readonly kind: AlertKind
  readonly before: Standing | undefined
}

/** An alert that was written down by a later fact decides nothing: that was done before. */
function hearOne(state: PartitionState, target: Watched, { before, ...rest }: Case): void {
  if (before && before.sequence[1] > state.offset) return
  const matter = matterOf(state, target, { before, ...rest })
  if (matter === null) return
  const changes = decide(rest.occasion, before?.alert ?? initial, matter)
  write(state, before, rest.kind === 'pace' ? drawable(changes, target, matter.day) : changes)
}

/** With the curve of the year, which only who judges has at hand. */
function drawable(changes: readonly AlertChange[], target: Watched, day: Day): readonly AlertChange[] {
  if (changes.length === 0) return changes
  const curve = curveOf({ target: target.declared.target, series: seriesOf(target), asOf: day })
  return curve === null ? changes : changes.map((change) => ({ ...change, curve }))
}

function matterOf({ day, asked }: PartitionState, { key, declared, points }: Watched, { kind, before, newest, rejudged, owed, upcoming }: Case): Matter | null {
  if (day === null || newest === null) return null
  return {
    kind,
    subject: declared.target,
    effective: declared.effective,
    ladder: declared.ladder,
    day,
    newest,
    said: before ? (rejudged.find(({ period }) => period === before.alert.announced.period) ?? null) : null,
    reds: redsInARow(lightsOf(points)),
    owed,
    upcoming,
    silencedUntil: asked.get(key)?.silence?.until ?? null,
  }
}

/** Ordinals go on where the same fact has spoken before: a crash may have come between two of its events. */
export function write(state: PartitionState, before: Standing | undefined, changes: readonly AlertChange[]): void {
  let now = before
  for (const change of changes) {
    const ordinal = now && now.sequence[1] === state.offset ? now.sequence[2] + 1 : 0
    now = { alert: evolve(now?.alert ?? initial, change), sequence: [state.partition, state.offset, ordinal] }
    stand(state, now)
    state.said.push(alertChanged(alertEvent(change, now.alert, now.sequence)))
  }
}

/** Keeps an alert as it stands now, in the order of kinds, which no recall changes. */
export function stand({ alerts }: PartitionState, { alert, sequence }: Standing): void {
  const others = (alerts.get(alert.target) ?? []).filter((other) => other.alert.kind !== alert.kind)
  const now = [...others, { alert, sequence }].sort((one, other) => (one.alert.kind < other.alert.kind ? -1 : 1))
  alerts.set(alert.target, now)
}
