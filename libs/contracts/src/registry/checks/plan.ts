import { type Check, type Entry, problemIn } from '../draft.ts'
import type { RegistryProblem } from '../problem.ts'
import type { TargetItem } from '../targets-file.ts'

/** A plan goes forward through the year and ends where the target says; a baseline lies before the year. */
export const plan: Check = ({ targets, region }) =>
  targets.entries.flatMap((entry) => [
    ...order(entry),
    ...end(entry),
    ...(region ? [...years(entry, region.item.year), ...start(entry, region.item.year)] : []),
  ])

function order(entry: Entry<TargetItem>): readonly RegistryProblem[] {
  const { id, kind, plan: points = [] } = entry.item
  return points.flatMap(({ period, value }, index) => {
    const before = points[index - 1]
    if (!before) return []
    if (period <= before.period)
      return [
        problemIn(entry, {
          at: ['plan', index, 'period'],
          wrong: `${id}: ${period} stands after ${before.period} in the plan`,
          right: 'put the months in order, each once',
        }),
      ]
    if ((kind === 'amount' || kind === 'count') && value < before.value) {
      return [
        problemIn(entry, {
          at: ['plan', index, 'value'],
          wrong: `${id}: the plan falls from ${before.value} to ${value}`,
          right: 'give what is due from the start of the year on, not the quarter alone',
        }),
      ]
    }
    return []
  })
}

function end(entry: Entry<TargetItem>): readonly RegistryProblem[] {
  const { id, comparator, value, plan: points = [] } = entry.item
  const last = points.at(-1)
  if (!last?.period.endsWith('-12') || value === undefined) return []
  const short = comparator === 'at-most' ? last.value > value : last.value < value
  return short
    ? [
        problemIn(entry, {
          at: ['plan', points.length - 1, 'value'],
          wrong: `${id}: the plan ends at ${last.value}, the target is ${value}`,
          right: `end it at ${value}`,
        }),
      ]
    : []
}

const years = (entry: Entry<TargetItem>, year: number): readonly RegistryProblem[] =>
  (entry.item.plan ?? []).flatMap(({ period }, index) =>
    period.startsWith(`${year}-`)
      ? []
      : [problemIn(entry, { at: ['plan', index, 'period'], wrong: `${entry.item.id}: ${period} is not in ${year}`, right: `give months of ${year}` })],
  )

function start(entry: Entry<TargetItem>, year: number): readonly RegistryProblem[] {
  const { id, baseline } = entry.item
  if (!baseline || baseline.period < `${year}-01`) return []
  return [
    problemIn(entry, {
      at: ['baseline', 'period'],
      wrong: `${id}: the baseline of ${baseline.period} does not lie before ${year}`,
      right: `give what it was by ${year - 1}-12`,
    }),
  ]
}
