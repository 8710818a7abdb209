import {
  type AlertChange,
  type AlertKind,
  type Assessment,
  alertChanged,
  alertEvent,
  alertKindsOf,
  decide,
  type Event,
  evolve,
  initial,
  type Matter,
  type Occasion,
  type Release,
  redsInARow,
} from '@shixu/domain'
import type { PartitionState, Standing, Watched } from './evaluate-state.ts'

/** Why a target's alerts are decided now, by which fact, and what was found. */
export interface Hearing {
  readonly target: Watched
  readonly occasion: Occasion
  readonly offset: number
  readonly rejudged: readonly Assessment[]
  readonly owed: readonly Release[]
}

/** Decides each alert that the target has or can have. An alert that was written down by a later fact decides nothing: that was done before. */
export function hear(state: PartitionState, hearing: Hearing): readonly Event[] {
  const { target, offset } = hearing
  const standing = state.alerts.get(target.key) ?? []
  const possible = alertKindsOf(target.declared.target, target.declared.indicator)
  const kinds = [...possible, ...standing.map(({ alert }) => alert.kind).filter((kind) => !possible.includes(kind))]
  return kinds.flatMap((kind) => {
    const before = standing.find(({ alert }) => alert.kind === kind)
    if (before && before.sequence[1] > offset) return []
    const matter = matterOf(state, hearing, { kind, before })
    return matter === null ? [] : write(state, { ...hearing, before }, decide(hearing.occasion, before?.alert ?? initial, matter))
  })
}

function matterOf(
  { day, asked }: PartitionState,
  { target, rejudged, owed }: Hearing,
  { kind, before }: { kind: AlertKind; before: Standing | undefined },
): Matter | null {
  const { declared, newest, points } = target
  if (day === null || newest === null) return null
  return {
    kind,
    subject: declared.target,
    effective: declared.effective,
    ladder: declared.ladder,
    day,
    newest,
    said: before ? (rejudged.find(({ period }) => period === before.alert.announced.period) ?? null) : null,
    reds: redsInARow(points.map(({ light }) => light)),
    owed: declared.indicator.release.rule === 'bureau' ? owed : [],
    silencedUntil: asked.get(target.key)?.silencedUntil ?? null,
  }
}

/** Ordinals go on where the same fact has spoken before: a crash may have come between two of its events. */
function write(
  state: PartitionState,
  at: Pick<Hearing, 'target' | 'offset'> & { before: Standing | undefined },
  changes: readonly AlertChange[],
): readonly Event[] {
  const events: Event[] = []
  let now = at.before
  for (const change of changes) {
    const ordinal = now && now.sequence[1] === at.offset ? now.sequence[2] + 1 : 0
    now = { alert: evolve(now?.alert ?? initial, change), sequence: [state.partition, at.offset, ordinal] }
    events.push(alertChanged(alertEvent(change, now.alert, now.sequence)))
    stand(state, now)
  }
  return events
}

/** Keeps an alert as it stands now. */
export function stand({ alerts }: PartitionState, now: Standing): void {
  const others = (alerts.get(now.alert.target) ?? []).filter(({ alert }) => alert.kind !== now.alert.kind)
  alerts.set(now.alert.target, [...others, now])
}
