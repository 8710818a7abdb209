import type { Topic } from '@shixu/domain'
import type { EventLog } from '@shixu/pipeline/ports'
import { partitionOf } from '../partition.ts'
import { fetchBounds } from './bounds.ts'
import { checkTopics } from './check-topics.ts'
import { readClusterState } from './cluster-state.ts'
import { createClient, type KafkaConnection } from './connection.ts'
import type { KafkaHappening, OnHappening } from './happening.ts'
import { createStandings, type KafkaHealth } from './health.ts'
import { KafkaFault } from './kafka-fault.ts'
import type { LogLine } from './kafkajs-logger.ts'
import { type Lag, lagOf } from './lag.ts'
import type { MemberContext, Patience } from './member.ts'
import type { Retry, Step } from './member-parts.ts'
import { processGroup } from './process-group.ts'
import { createProducerLife } from './producer-life.ts'
import { createSender } from './sender.ts'
import { groupName, topicName, topicSpecs } from './topics.ts'
import { createRecorder } from './wire.ts'
import { asFault, connectAdmin } from './with-admin.ts'

export interface KafkaLogOptions {
  readonly connection: KafkaConnection
  /** Before every name of topic and group. */
  readonly prefix?: string
  /** Milliseconds since 1970, for the time of each record. */
  readonly now?: () => number
  readonly log?: LogLine
  readonly onHappening?: OnHappening
  readonly retry?: Retry
  readonly patience?: Partial<Patience>
  /** How long `append` tries before it rejects, in milliseconds. */
  readonly deliverWithinMs?: number
  /** All that is appended goes to this topic and none of its own. It has to be there, with as many partitions as they have, and be none of them. */
  readonly divertTo?: string
  /** What it throws ends the work there, as a crash would. For tests. */
  readonly between?: (step: Step) => void
}

export interface KafkaLog extends EventLog {
  readonly partitions: number
  health(): KafkaHealth
  /** By the brokers' word, in records; of each partition in which the group has a position. */
  lagOf(group: string): Promise<readonly Lag[]>
  /** The offset after the last record of each partition that has any. */
  ends(topic: Topic): Promise<ReadonlyMap<number, number>>
  /** Takes back the positions of a group that nobody is in any more. */
  forget(group: string): Promise<void>
  /** Sends what still waits, then disconnects. End `process` first. */
  close(): Promise<void>
}

const RETRY: Retry = { times: 5, firstMs: 100 }
const PATIENCE: Patience = { sessionMs: 30_000, rebalanceMs: 60_000, stallMs: 90_000 }
const DELIVER_WITHIN_MS = 120_000

/** Connects and looks at the topics. Throws a KafkaFault where no broker lets it in, or where the topics have settings that would lose data: the message names each, and why. */
export const openKafkaLog = async (options: KafkaLogOptions): Promise<KafkaLog> => {
  const { connection, prefix = '', now = Date.now, log = () => undefined } = options
  const client = { connection, log, now }
  const onHappening = harmless(options.onHappening ?? (() => undefined), log)
  const nameOf = (topic: Topic) => topicName(topic, prefix)
  const groupIdOf = (group: string) => groupName(group, prefix)
  const kafka = createClient(client)
  const admin = await connectAdmin(kafka, connection)
  const partitions = await checked(options, admin)
  const producer = createProducerLife({ kafka, deliverWithinMs: options.deliverWithinMs ?? DELIVER_WITHIN_MS, now, onHappening })
  const sender = createSender({ producer, prefix, divertTo: options.divertTo, partitionOf: (region) => partitionOf(region, partitions), now, onHappening })
  const patience = { ...PATIENCE, ...options.patience }
  const standings = createStandings(patience.stallMs)
  const context: MemberContext = {
    partitions,
    nameOf,
    groupIdOf,
    record: createRecorder(partitions),
    append: sender.append,
    bounds: (groupId, topics) => fetchBounds(admin, { groupId, topics, nameOf }),
    now,
    log,
    onHappening,
    retry: options.retry ?? RETRY,
    between: options.between ?? (() => undefined),
    patience,
    client: (heard) => createClient({ ...client, heard }),
  }

  return {
    partitions,
    append: sender.append,
    process: (group, processor, signal) => processGroup(context, standings, { group, processor, signal }),
    health: standings.health,
    lagOf: (group) => lagOf(admin, { groupId: groupIdOf(group), nameOf, partitions }),
    ends: async (topic) => {
      const offsets = await admin.fetchTopicOffsets(nameOf(topic))
      return new Map(offsets.flatMap(({ partition, low, high }) => (Number(high) > Number(low) ? [[partition, Number(high)] as const] : [])))
    },
    forget: async (group) => {
      await admin.deleteGroups([groupIdOf(group)])
    },
    close: async () => {
      await sender.close()
      await admin.disconnect()
    },
  }
}

type Admin = Awaited<ReturnType<typeof connectAdmin>>

/** How many partitions the topics have, where nothing that is written to them would be lost. */
const checked = async ({ connection, prefix = '', divertTo }: KafkaLogOptions, admin: Admin): Promise<number> => {
  try {
    const specs = topicSpecs({ prefix, partitions: 1, replication: 1 })
    const own = specs.map(({ name }) => name)
    const state = await readClusterState(admin, divertTo === undefined ? own : [...own, divertTo])
    const problems = checkTopics(specs, state)
    if (problems.length > 0) throw new KafkaFault('topics-unfit', problems.join('\n'))
    const partitions = state.topics.get(own[0] ?? '')?.partitions ?? 0
    if (divertTo !== undefined) checkOther(divertTo, { own, there: state.topics.get(divertTo)?.partitions, partitions })
    return partitions
  } catch (cause) {
    await admin.disconnect()
    throw asFault(connection, cause)
  }
}

const checkOther = (name: string, { own, there, partitions }: { own: readonly string[]; there: number | undefined; partitions: number }): void => {
  if (own.includes(name)) throw new KafkaFault('topic-not-other', `${name} is a topic of the live run`)
  if (there !== partitions)
    throw new KafkaFault('topic-not-other', `${name} ${there === undefined ? 'is not there' : `has ${there} partitions`}, ${partitions} are needed`)
}

/** Whoever looks on cannot break what he looks at. */
const harmless =
  (onHappening: OnHappening, log: LogLine): OnHappening =>
  (happening: KafkaHappening) => {
    try {
      onHappening(happening)
    } catch (error) {
      log('error', 'a happening could not be noted', { what: happening.what, error: String(error) })
    }
  }
