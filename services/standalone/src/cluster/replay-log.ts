import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { type KafkaLog, openKafkaLog } from '@shixu/adapters/kafka'
import type { Day, Event } from '@shixu/domain'
import { createEvaluator, type Processor } from '@shixu/pipeline'
import { untilSignalled } from '@shixu/runtime'
import { CommandFault } from '../command-fault.ts'
import type { Surroundings } from '../surroundings.ts'
import { askKafka } from './ask-kafka.ts'
import { endsOf, hasReached } from './log-ends.ts'

export interface Rereading {
  readonly group: string
  /** Either this, or a topic. */
  readonly file?: string
  readonly topic?: string
  readonly from?: Day
  readonly to?: Day
}

/** Where the events of a batch go: those that it returns are appended by the log. */
type Outlet = (events: readonly Event[]) => Promise<readonly Event[]>

const LOOK_MS = 200

/** Reads the log of facts from its beginning to where it ends now, and writes what an evaluator says of it to a file, or to a topic of its own. Appends nothing to the live ones. */
export const replayLog = async (surroundings: Surroundings, asked: Rereading): Promise<void> => {
  const { group, file, topic } = asked
  if (!/^[a-z0-9-]{1,40}$/u.test(group)) throw new CommandFault('usage', `--group ${group}: expected small letters, digits and hyphens, 40 at most`)
  if ((file === undefined) === (topic === undefined)) throw new CommandFault('usage', 'Say where to, by --file or by --topic, and not by both.')
  const log = await openKafkaLog({ ...askKafka(surroundings), ...(topic === undefined ? {} : { divertTo: topic }) })
  try {
    const written = file === undefined ? await through(log, asked, async (events) => events) : await intoFile(log, asked, file)
    surroundings.output.tell(`${written} events were written to ${file ?? topic}`)
  } finally {
    await log.close()
  }
}

const intoFile = async (log: KafkaLog, asked: Rereading, path: string): Promise<number> => {
  const file: FileHandle = await open(path, 'a')
  try {
    return await through(log, asked, async (events) => {
      await file.appendFile(events.map(({ topic, key, id, type, data }) => `${JSON.stringify({ topic, key, id, type, data })}\n`).join(''))
      return []
    })
  } finally {
    await file.close()
  }
}

/** How many events there were. */
const through = async (log: KafkaLog, asked: Rereading, outlet: Outlet): Promise<number> => {
  let count = 0
  const counting: Outlet = (events) => {
    count += events.length
    return outlet(events)
  }
  await readThrough(log, { group: `shixu.replay.${asked.group}`, processor: writing(asked, counting), signal: untilSignalled() })
  return count
}

/** Alerts of the live run are not recalled: they would decide what this one is to decide anew. */
const writing = (asked: Rereading, outlet: Outlet): Processor => {
  const evaluator = createEvaluator({ workdays: chineseWorkdays() })
  return {
    reads: ['facts'],
    recalls: ['facts'],
    take: (partition) => {
      const work = evaluator.take(partition)
      return { ...work, handle: async (records) => outlet((await work.handle(records)).filter((event) => isAsked(event, asked))) }
    },
  }
}

const dayOf = ({ type, data }: Event): Day | null => {
  if (data === null) return null
  if (type === 'target-assessed') return data.assessment.asOf
  return type === 'alert-changed' || type === 'dead-lettered' ? data.day : null
}

const isAsked = (event: Event, { from = '', to = '9999-12-31' }: Rereading): boolean => {
  const day = dayOf(event)
  return day !== null && day >= from && day <= to
}

interface Reading {
  readonly group: string
  readonly processor: Processor
  readonly signal: AbortSignal
}

const readThrough = async (log: KafkaLog, { group, processor, signal }: Reading): Promise<void> => {
  const ends = await endsOf(log, ['facts'])
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const untilThrough = async (): Promise<void> => {
    while (!either.aborted && !(await hasReached(log, group, ends))) await wait(LOOK_MS)
  }
  const reading = log.process(group, processor, either)
  const through = untilThrough()
  try {
    await Promise.race([reading, through])
  } finally {
    over.abort()
    await Promise.all([reading, through])
  }
  if (signal.aborted) throw new CommandFault('interrupted', 'stopped; under the same name the next start goes on from there')
}
