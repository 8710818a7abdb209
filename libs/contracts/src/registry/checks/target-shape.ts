import { type Check, type Entry, problemIn } from '../draft.ts'
import type { RegistryProblem } from '../problem.ts'
import type { TargetItem } from '../targets-file.ts'

const MEASURED = ['comparator', 'value', 'unit'] as const
const NOT_A_MILESTONE = [...MEASURED, 'baseline', 'plan'] as const

/** A milestone has a day and no value; every other kind has a value and no day. */
export const targetShape: Check = ({ targets, region }) =>
  targets.entries.flatMap((entry) => (entry.item.kind === 'milestone' ? milestone(entry, region?.item.year ?? null) : measured(entry)))

function milestone(entry: Entry<TargetItem>, year: number | null): readonly RegistryProblem[] {
  const { item } = entry
  const odd = NOT_A_MILESTONE.filter((key) => item[key] !== undefined)
  return [
    ...odd.map((key) =>
      problemIn(entry, { key, wrong: `${item.id}: a milestone has no ${key}`, right: `leave "${key}" out, or choose a kind that is measured` }),
    ),
    ...(item.due !== undefined && year !== null && !item.due.startsWith(`${year}-`)
      ? [
          problemIn(entry, {
            at: ['due'],
            wrong: `${item.id}: due ${item.due} is not in ${year}`,
            right: `give a day of ${year}, or leave it out for its last day`,
          }),
        ]
      : []),
  ]
}

function measured(entry: Entry<TargetItem>): readonly RegistryProblem[] {
  const { item } = entry
  const missing = MEASURED.filter((key) => item[key] === undefined)
  return [
    ...missing.map((key) => problemIn(entry, { wrong: `${item.id}: a target of kind ${item.kind} has no ${key}`, right: `add "${key}": ${WANTED[key]}` })),
    ...(item.due === undefined
      ? []
      : [problemIn(entry, { key: 'due', wrong: `${item.id}: only a milestone has a day`, right: 'leave "due" out; a plan says what is due by when' })]),
  ]
}

const WANTED: Readonly<Record<(typeof MEASURED)[number], string>> = {
  comparator: 'at-least, above, about or at-most; a bare number in the report is at-least',
  value: 'the number as written, 50 for 50万辆',
  unit: 'the unit as written, 万辆 for 50万辆',
}
