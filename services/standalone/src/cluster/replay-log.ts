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

export interface Rereading {
  readonly group: string
  readonly file: string
  readonly from?: Day
  readonly to?: Day
}

const LOOK_MS = 200

/** Reads the log of facts from its beginning to where it ends now, and writes what an evaluator says of it to a file. Appends nothing. */
export const replayLog = async (surroundings: Surroundings, asked: Rereading): Promise<void> => {
  if (!/^[a-z0-9-]{1,40}$/u.test(asked.group)) throw new CommandFault('usage', `--group ${asked.group}: expected small letters, digits and hyphens, 40 at most`)
  const group = `shixu.replay.${asked.group}`
  const log = await openKafkaLog(askKafka(surroundings))
  try {
    const file = await open(asked.file, 'a')
    const counted = { events: 0 }
    try {
      await readThrough(log, { group, processor: writing(file, asked, counted), signal: untilSignalled() })
    } finally {
      await file.close()
    }
    surroundings.output.tell(`${counted.events} events were written to ${asked.file}`)
  } finally {
    await log.close()
  }
}

/** Alerts of the live run are not recalled: they would decide what this one is to decide anew. */
const writing = (file: FileHandle, asked: Rereading, counted: { events: number }): Processor => {
  const evaluator = createEvaluator({ workdays: chineseWorkdays() })
  return {
    reads: ['facts'],
    recalls: ['facts'],
    take: (partition) => {
      const work = evaluator.take(partition)
      return {
        ...work,
        handle: async (records) => {
          const events = (await work.handle(records)).filter((event) => isAsked(event, asked))
          counted.events += events.length
          await file.appendFile(events.map(({ topic, key, id, type, data }) => `${JSON.stringify({ topic, key, id, type, data })}\n`).join(''))
          return []
        },
      }
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
  const ends = await log.ends('facts')
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const isThrough = async (): Promise<boolean> => {
    const positions = new Map((await log.lagOf(group)).flatMap(({ topic, partition, position }) => (topic === 'facts' ? [[partition, position] as const] : [])))
    return [...ends].every(([partition, end]) => (positions.get(partition) ?? 0) >= end)
  }
  const untilThrough = async (): Promise<void> => {
    while (!either.aborted && !(await isThrough())) await wait(LOOK_MS)
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
