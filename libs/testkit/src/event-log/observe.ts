import { commandGiven, deliveryRecorded, type Event, type Topic } from '@shixu/domain'
import type { EventLog, PartitionWork, Processor, Recorded } from '@shixu/pipeline/ports'
import { expect, onTestFinished } from 'vitest'

/** A numbered fact of a region. */
export const fact = (region: string, number: number): Event =>
  commandGiven({ id: `${region}-${number}`, kind: 'acknowledge', target: `${region}/2024/contract`, by: 'contract suite', reason: 'none', until: '2024-12-31' })

export const facts = (region: string, from: number, to: number): Event[] => Array.from({ length: to - from + 1 }, (_, index) => fact(region, from + index))

/** An output, named for the fact that caused it. */
export const outputOf = (cause: Event): Event =>
  deliveryRecorded(cause.region, {
    notice: cause.id,
    attempt: 0,
    channel: 'memory',
    recipient: 'contract suite',
    bureau: 'contract-suite',
    day: '2024-01-01',
    subject: '',
    covers: [],
    outcome: 'accepted',
    code: '',
    text: '',
    durationMs: 0,
  })

/** What one partition of one processor lived through, in order. */
export type Happening =
  | { readonly what: 'take'; readonly partition: number }
  | { readonly what: 'recall' | 'handle'; readonly partition: number; readonly records: readonly Recorded[] }
  | { readonly what: 'recalled' | 'release'; readonly partition: number }

export interface Observed {
  readonly happenings: readonly Happening[]
  /** Aborts, and resolves or rejects as `process` does. */
  stop(): Promise<void>
  /** As `process` does, without an abort. */
  readonly ended: Promise<void>
  recalled(topic?: Topic): readonly Recorded[]
  handled(topic?: Topic): readonly Recorded[]
}

export interface Watch {
  readonly group: string
  readonly reads?: readonly Topic[]
  readonly recalls?: readonly Topic[]
  readonly handle?: PartitionWork['handle']
}

/** Runs a group that writes down all that happens to it. It is stopped after the test at the latest. */
export const watch = (log: EventLog, { group, reads = ['facts'], recalls = [], handle = () => [] }: Watch): Observed => {
  const happenings: Happening[] = []
  const abort = new AbortController()
  const processor: Processor = { reads, recalls, take: (partition) => observedWork({ happenings, partition, handle }) }
  const ended = log.process(group, processor, abort.signal)
  const settled = ended.catch(() => undefined)
  onTestFinished(() => {
    abort.abort()
    return settled
  })
  const of = (what: 'recall' | 'handle', topic?: Topic) =>
    happenings.flatMap((each) => (each.what === what ? each.records : [])).filter((record) => topic === undefined || record.topic === topic)
  return {
    happenings,
    ended,
    stop: () => {
      abort.abort()
      return ended
    },
    recalled: (topic) => of('recall', topic),
    handled: (topic) => of('handle', topic),
  }
}

interface ObservedWork {
  readonly happenings: Happening[]
  readonly partition: number
  readonly handle: PartitionWork['handle']
}

const observedWork = ({ happenings, partition, handle }: ObservedWork): PartitionWork => {
  happenings.push({ what: 'take', partition })
  return {
    recall: (records) => void happenings.push({ what: 'recall', partition, records }),
    recalled: () => void happenings.push({ what: 'recalled', partition }),
    handle: async (records) => {
      const outputs = await handle(records)
      happenings.push({ what: 'handle', partition, records })
      return outputs
    },
    release: () => void happenings.push({ what: 'release', partition }),
  }
}

const WITHIN_MS = 20_000

/** Waits until it is so. */
export const eventually = (condition: () => boolean): Promise<void> => expect.poll(condition, { timeout: WITHIN_MS, interval: 5 }).toBe(true)

export const idsOf = (records: readonly Recorded[]): (string | undefined)[] => records.map((record) => record.event?.id)

/** Events that only say where a topic ends. */
const marks = new Set<string>()

/** All that stands in a topic for a region's partition: an event appended last says where it ends. */
export const readAll = async (log: EventLog, topic: 'facts' | 'deliveries', region: string): Promise<readonly Recorded[]> => {
  const last = fact(region, 1_000_000 + marks.size)
  const mark = topic === 'facts' ? last : outputOf(last)
  marks.add(mark.id)
  await log.append([mark])
  const reader = watch(log, { group: `reader-${marks.size}`, reads: [topic] })
  const found = () => reader.handled().find((record) => record.event?.id === mark.id)
  await eventually(() => found() !== undefined)
  await reader.stop()
  const partition = found()?.partition
  return reader.handled().filter((record) => record.partition === partition && !marks.has(record.event?.id ?? ''))
}

/** Two regions of different partitions. */
export const twoRegions = (partitionOf: (region: string) => number): readonly [string, string] => {
  const one = '420100'
  const codes = Array.from({ length: 1_000 }, (_, index) => String(110_000 + index * 100))
  const other = codes.find((code) => partitionOf(code) !== partitionOf(one))
  if (other === undefined) throw new Error('The harness has to have two partitions at least.')
  return [one, other]
}
