import { chineseWorkdays } from '@shixu/adapters/calendar'
import type { Event } from '@shixu/domain'
import { createEvaluator, type PartitionWork, type Recorded } from '@shixu/pipeline'
import { history, type Land, theYear } from './facts.ts'

/** One partition's work with no log around it. */
export const workInMemory = (): { readonly work: PartitionWork; readonly recorded: (event: Event) => Recorded } => {
  let next = 0
  const work = createEvaluator({ workdays: chineseWorkdays() }).take(0)
  const recorded = (event: Event): Recorded => {
    const offset = next
    next += 1
    return { topic: 'facts', partition: 0, offset, event }
  }
  return { work, recorded }
}

/** All that the evaluator says of the year. */
export const judgedInMemory = (land: Land): { readonly figures: number; readonly outputs: readonly Event[] } => {
  const { work, recorded } = workInMemory()
  for (const events of history(land)) work.recall(events.map(recorded))
  work.recalled?.()
  const outputs: Event[] = []
  let figures = 0
  for (const events of theYear(land)) {
    outputs.push(...(work.handle(events.map(recorded)) as readonly Event[]))
    figures += events.filter(({ type }) => type === 'observation-published').length
  }
  return { figures, outputs }
}
