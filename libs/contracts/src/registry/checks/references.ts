import { type Check, type Entry, problemIn } from '../draft.ts'
import { didYouMean } from '../nearest.ts'
import type { RegistryProblem } from '../problem.ts'
import type { RouteItem } from '../routes-file.ts'
import type { TargetItem } from '../targets-file.ts'
import type { Path } from '../yaml-file.ts'

interface Named {
  readonly id: string
  readonly at: Path
}

/** Whatever names a bureau, an indicator or a target names one that there is. */
export const references: Check = ({ targets, indicators, bureaus, routes, bureausHead }) => [
  ...targets.entries.flatMap((entry) => [
    ...unknown(entry, { what: 'bureau', names: bureausOf(entry.item), known: bureaus.ids }),
    ...unknown(entry, { what: 'indicator', names: [{ id: entry.item.indicator, at: ['indicator'] }], known: indicators.ids }),
    ...namedTwice(entry),
  ]),
  ...routes.entries.flatMap((entry) => [
    ...unknown(entry, { what: 'bureau', names: recipientsOf(entry.item), known: bureaus.ids }),
    ...unknown(entry, { what: 'target', names: (entry.item.match.targets ?? []).map((id, i) => ({ id, at: ['match', 'targets', i] })), known: targets.ids }),
  ]),
  ...(bureausHead ? unknown(bureausHead, { what: 'bureau', names: [{ id: bureausHead.item.supervision, at: ['supervision'] }], known: bureaus.ids }) : []),
]

const bureausOf = ({ lead, supporting = [] }: TargetItem): readonly Named[] => [
  { id: lead.bureau, at: ['lead', 'bureau'] },
  ...supporting.map(({ bureau }, index) => ({ id: bureau, at: ['supporting', index, 'bureau'] })),
]

const recipientsOf = ({ to }: RouteItem): readonly Named[] =>
  to.flatMap((each, index) => (typeof each === 'string' || !('bureau' in each) ? [] : [{ id: each.bureau, at: ['to', index, 'bureau'] }]))

function unknown<T>(
  entry: Entry<T>,
  { what, names, known }: { what: string; names: readonly Named[]; known: ReadonlySet<string> | null },
): readonly RegistryProblem[] {
  if (!known) return []
  const strangers = names.filter(({ id }) => !known.has(id))
  return strangers.map(({ id, at }) => problemIn(entry, { at, wrong: `${sayId(entry.item)}there is no ${what} "${id}"`, right: didYouMean(id, known) }))
}

const sayId = (item: unknown): string => (typeof item === 'object' && item !== null && 'id' in item ? `${item.id}: ` : '')

/** A bureau leads or supports, once. */
function namedTwice(entry: Entry<TargetItem>): readonly RegistryProblem[] {
  const names = bureausOf(entry.item)
  const again = names.filter(({ id }, index) => names.findIndex((each) => each.id === id) < index)
  return again.map(({ id, at }) =>
    problemIn(entry, { at, wrong: `${entry.item.id}: bureau "${id}" is named twice`, right: 'leave it where it leads, or once among the supporting' }),
  )
}
