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

/** What was handled is said so often, in milliseconds, until the end is told. */
const SAY_EVERY_MS = 250

/** How many of the partitions that a member has are recalled. */
const noteRecalled = (): { readonly note: (happening: KafkaHappening) => void; readonly count: () => number } => {
  const ready = new Set<number>()
  let own: readonly number[] = []
  return {
    note: (happening) => {
      if (happening.what === 'joined') own = happening.partitions
      if (happening.what === 'taken') ready.delete(happening.partition)
      if (happening.what === 'recalled') ready.add(happening.partition)
    },
    count: () => own.filter((each) => ready.has(each)).length,
  }
}

/**
 * One of several evaluators: recalls and handles its share until SIGTERM, saying meanwhile how many of its partitions it has recalled, and how much it has handled. Times of the whole are the parent's to take, so its own are by the
 * clock of the machine: `at`, in milliseconds.
 */
export const share = async ({ broker, prefix }: Task): Promise<Outcome> => {
  const done = Promise.withResolvers<void>()
  process.once('SIGTERM', () => done.resolve())
  const watch = startWatch()
  const at = { taken: 0, live: 0, recalled: 0, handled: 0 }
  const own = noteRecalled()
  const counts = { recalled: 0, handled: 0, appended: 0 }
  const cpu = { recalled: 0, handled: 0 }
  const note = (happening: KafkaHappening): void => {
    if (happening.what === 'taken' && at.taken === 0) at.taken = Date.now()
    own.note(happening)
    if (happening.what === 'appended') counts.appended += happening.records
    if (happening.what !== 'recalled' && happening.what !== 'handled') return
    if (at.live === 0) at.live = Date.now()
    counts[happening.what] += happening.records
    at[happening.what] = Date.now()
    cpu[happening.what] = watch.lap().cpuSeconds
  }
  const log = await openKafkaLog({ connection: { brokers: [broker], clientId: 'bench' }, prefix, onHappening: note })
  const stop = new AbortController()
  const working = log.process('bench-evaluate', createEvaluator({ workdays: chineseWorkdays() }), stop.signal)
  const saying = setInterval(() => console.log(JSON.stringify({ partitions: own.count(), handled: counts.handled })), SAY_EVERY_MS)
  await done.promise
  clearInterval(saying)
  const outcome = watch.outcome(counts.handled)
  stop.abort()
  await working
  await log.close()
  return {
    ...outcome,
    outputs: counts.appended,
    share: { at, recalled: counts.recalled, handled: counts.handled, recallCpu: cpu.recalled, judgeCpu: cpu.handled - cpu.recalled },
  }
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
