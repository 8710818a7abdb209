import { type Check, type Entry, problemIn } from '../draft.ts'
import type { RegistryProblem } from '../problem.ts'

/** An id stands for one thing. */
export const uniqueIds: Check = ({ targets, indicators, bureaus, routes, feeds }) =>
  [targets, indicators, bureaus, routes, feeds].flatMap(({ entries }) => doubled(entries))

function doubled(entries: readonly Entry<{ readonly id: string }>[]): readonly RegistryProblem[] {
  const first = new Map<string, RegistryProblem>()
  return entries.flatMap((entry) => {
    const { id } = entry.item
    const here = problemIn(entry, { at: ['id'], wrong: '', right: '' })
    const before = first.get(id)
    if (!before) first.set(id, here)
    return before ? [{ ...here, wrong: `id "${id}" is taken`, right: `give it another one; the first stands in line ${before.line}` }] : []
  })
}
