import { chineseWorkdays } from '@shixu/adapters/calendar'
import { type KafkaHappening, openKafkaLog } from '@shixu/adapters/kafka'
import { createEvaluator } from '@shixu/pipeline'
import { type Stopwatch, startWatch } from '../stopwatch.ts'
import type { Outcome, Task } from '../task.ts'

interface Seen {
  recalled: number
  handled: number
  appended: number
  recall: NonNullable<Outcome['recalled']> | null
  /** What was handled while other partitions were still being recalled is not counted, for it was not timed. */
  handledBefore: number
}

/** The evaluator on the log, from taking its partitions: a recall, then so many records handled. `whole` times both together, else the latter alone. */
export const evaluate = async ({ broker, prefix, records }: Task, timed: 'whole' | 'handled'): Promise<Outcome> => {
  const done = Promise.withResolvers<void>()
  const seen: Seen = { recalled: 0, handled: 0, appended: 0, recall: null, handledBefore: 0 }
  let whole: Stopwatch | null = null
  let handling: Stopwatch | null = null
  const note = (happening: KafkaHappening): void => {
    if (happening.what === 'taken') whole ??= startWatch()
    if (happening.what === 'recalled') {
      seen.recalled += happening.records
      seen.recall = { records: seen.recalled, ...whole!.lap() }
      seen.handledBefore = seen.handled
      handling = startWatch()
    }
    if (happening.what === 'handled') seen.handled += happening.records
    if (happening.what === 'appended') seen.appended += happening.records
    if (seen.handled >= records) done.resolve()
  }
  const log = await openKafkaLog({ connection: { brokers: [broker], clientId: 'bench' }, prefix, onHappening: note })
  const stop = new AbortController()
  const working = log.process('bench-evaluate', createEvaluator({ workdays: chineseWorkdays() }), stop.signal)
  await done.promise
  const watch = timed === 'whole' ? whole! : handling!
  const outcome = (watch as Stopwatch).outcome(timed === 'whole' ? seen.recalled + seen.handled : seen.handled - seen.handledBefore)
  stop.abort()
  await working
  await log.close()
  return { ...outcome, outputs: seen.appended, ...(seen.recall ? { recalled: seen.recall } : {}) }
}

/** The recall alone: of a group whose position is at the end. */
export const recall = async ({ broker, prefix, records }: Task): Promise<Outcome> => {
  const done = Promise.withResolvers<void>()
  let watch: Stopwatch | null = null
  let seen = 0
  const note = (happening: KafkaHappening): void => {
    if (happening.what === 'taken') watch ??= startWatch()
    if (happening.what === 'recalled') seen += happening.records
    if (seen >= records) done.resolve()
  }
  const log = await openKafkaLog({ connection: { brokers: [broker], clientId: 'bench' }, prefix, onHappening: note })
  const stop = new AbortController()
  const working = log.process('bench-recall', createEvaluator({ workdays: chineseWorkdays() }), stop.signal)
  await done.promise
  const outcome = (watch as unknown as Stopwatch).outcome(seen)
  stop.abort()
  await working
  await log.close()
  return outcome
}
