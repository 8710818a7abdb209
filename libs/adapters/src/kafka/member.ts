import type { Event, Topic } from '@shixu/domain'
import type { Processor } from '@shixu/pipeline/ports'
import type { Consumer, Kafka } from 'kafkajs'
import { createAssigner } from './assigner.ts'
import type { BoundsOf } from './bounds.ts'
import { createDesk, type Desk } from './desk.ts'
import { type BatchHandler, createEachBatch } from './each-batch.ts'
import { isAuthentication, isAuthorization, mayPass } from './error-kind.ts'
import { fetchedFrom } from './fetched.ts'
import type { OnHappening } from './happening.ts'
import { KafkaFault } from './kafka-fault.ts'
import type { LogLine } from './kafkajs-logger.ts'
import { type MemberParts, type Retry, type Step, topicsOf } from './member-parts.ts'
import { pauseFor, within } from './pause-for.ts'
import { createWatchdog, type Watchdog } from './watchdog.ts'
import type { Recorder } from './wire.ts'

/** How long a member may be silent before the group gives its partitions to others, and how long a rebalance waits for a member's batch, in milliseconds. */
export interface Patience {
  readonly sessionMs: number
  readonly rebalanceMs: number
  /** A consumer of which nothing was heard for so long is made anew. */
  readonly stallMs: number
}

/** What the members of one log share. */
export interface MemberContext {
  readonly partitions: number
  readonly nameOf: (topic: Topic) => string
  readonly groupIdOf: (group: string) => string
  readonly record: Recorder
  readonly append: (events: readonly Event[]) => Promise<void>
  readonly bounds: (groupId: string, topics: readonly Topic[]) => Promise<BoundsOf>
  readonly now: () => number
  readonly log: LogLine
  readonly onHappening: OnHappening
  readonly retry: Retry
  readonly between: (step: Step) => void
  readonly patience: Patience
  /** A client of its own for each member. `heard` is called with each of its log lines. */
  readonly client: (heard: () => void) => Kafka
}

export interface Membership {
  readonly group: string
  readonly processor: Processor
  readonly signal: AbortSignal
  /** Handed out once the member is there: whether it has recalled its share, and since when nothing was heard of it. */
  readonly shows: (standing: { isReady(): boolean; silentMs(): number }) => void
}

/** `again`: the client is of no use any more, and a new one may be. `unreached`: no broker answered it. */
export type Outcome = 'stopped' | 'again' | 'unreached'

/** Idle fetches wait this long at the broker, and a partition that was paused is looked at again after it at the latest. */
const FETCH_WAIT_MS = 100

/** Small, so that what one fetch brings dies young: a recall takes a fifth less of the processor than by kafkajs' own 1 MiB, and half the memory. A larger record comes all the same. */
const FETCH_PARTITION_BYTES = 1 << 19
const FETCH_BYTES = 1 << 22

const CLEAR_WITHIN_MS = 4_000
const JOIN_WITHIN_MS = 1_000
const DISCONNECT_WITHIN_MS = 1_000

/** Works in the group with one client, until the signal. Rejects with what another client would meet as well. */
export const runMember = async (context: MemberContext, membership: Membership): Promise<Outcome> => {
  const { group, processor, signal } = membership
  const leaving = new AbortController()
  const ended = Promise.withResolvers<Outcome>()
  const stop = () => ended.resolve('stopped')
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  const watchdog = createWatchdog(context.patience.stallMs, (silentMs) => {
    context.onHappening({ what: 'stalled', group, silentMs })
    ended.resolve('again')
  })
  const consumer = createConsumer(context, { group, heard: watchdog.heard, claim: () => desk.claim() })
  const parts: MemberParts = {
    ...context,
    group,
    processor,
    steering: steer(consumer, context.nameOf),
    bounds: (topics) => context.bounds(context.groupIdOf(group), topics),
    fail: ended.reject,
    leaving: leaving.signal,
  }
  const desk: Desk = createDesk(parts)
  const topicOf = new Map(topicsOf(processor).map((topic) => [context.nameOf(topic), topic]))
  const handler = createEachBatch({ heartbeatMs: context.patience.sessionMs / 10, deal: (batch) => desk.deal(fetchedFrom(batch, topicOf.get(batch.topic)!)) })
  const joining = listen(consumer, { context, group, desk, handler, watchdog, ended })
  // While it joins anew, or looks for brokers that are gone, it has no share.
  membership.shows({ isReady: () => !joining.underWay && desk.isReady(), silentMs: watchdog.silentMs })
  const starting = start(consumer, [...topicOf.keys()], { eachBatch: handler.eachBatch, leaving: leaving.signal }).catch((error: unknown) => {
    if (!mayPass(error)) return ended.reject(groupFault(group, error))
    context.log('error', 'no broker can be reached; trying on', { group, error: error instanceof Error ? error.message : String(error) })
    ended.resolve('unreached')
  })
  try {
    return await ended.promise
  } finally {
    leaving.abort()
    signal.removeEventListener('abort', stop)
    await leave(consumer, { context, group, desk, joining, starting })
    watchdog.end()
  }
}

const createConsumer = (
  { client, groupIdOf, partitions, patience }: MemberContext,
  { group, heard, claim }: { group: string; heard: () => void; claim: Desk['claim'] },
): Consumer =>
  client(heard).consumer({
    groupId: groupIdOf(group),
    partitionAssigners: [createAssigner({ partitions, claim })],
    sessionTimeout: patience.sessionMs,
    rebalanceTimeout: patience.rebalanceMs,
    heartbeatInterval: patience.sessionMs / 10,
    maxWaitTimeInMs: FETCH_WAIT_MS,
    maxBytesPerPartition: FETCH_PARTITION_BYTES,
    maxBytes: FETCH_BYTES,
  })

/** Between two of its lives a consumer has nothing to steer, and kafkajs throws; the next join sets all of it anew. */
const whereItLives = (steering: () => void): void => {
  try {
    steering()
  } catch (error) {
    if (!(error instanceof Error && error.name === 'KafkaJSNonRetriableError')) throw error
  }
}

const steer = (consumer: Consumer, nameOf: MemberContext['nameOf']): MemberParts['steering'] => ({
  pause: (topic, partition) => whereItLives(() => consumer.pause([{ topic: nameOf(topic), partitions: [partition] }])),
  resume: (topic, partition) => whereItLives(() => consumer.resume([{ topic: nameOf(topic), partitions: [partition] }])),
  seek: (topic, partition, offset) => whereItLives(() => consumer.seek({ topic: nameOf(topic), partition, offset: String(offset) })),
  commit: (topic, partition, offset) => consumer.commitOffsets([{ topic: nameOf(topic), partition, offset: String(offset) }]),
})

interface Starting extends Pick<BatchHandler, 'eachBatch'> {
  readonly leaving: AbortSignal
}

const start = async (consumer: Consumer, topics: string[], { eachBatch, leaving }: Starting): Promise<void> => {
  await consumer.connect()
  // From the beginning: kafkajs goes to the end where an offset is out of range, else, and what is between would be lost in silence.
  await consumer.subscribe({ topics, fromBeginning: true })
  if (leaving.aborted) return
  await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 32, eachBatch })
}

interface Listening {
  readonly context: MemberContext
  readonly group: string
  readonly desk: Desk
  readonly handler: BatchHandler
  readonly watchdog: Watchdog
  readonly ended: PromiseWithResolvers<Outcome>
}

/** Listeners are called while kafkajs waits. Says whether a join is under way. */
const listen = (consumer: Consumer, { context, group, desk, handler, watchdog, ended }: Listening): { readonly underWay: boolean } => {
  const joining = { underWay: true }
  const { GROUP_JOIN, REBALANCING, CRASH, HEARTBEAT, FETCH, FETCH_START, CONNECT } = consumer.events
  for (const event of [HEARTBEAT, FETCH, FETCH_START, CONNECT] as const) consumer.on(event, watchdog.heard)
  consumer.on(REBALANCING, () => {
    joining.underWay = true
    context.onHappening({ what: 'rebalancing', group })
  })
  consumer.on(GROUP_JOIN, ({ payload }) => {
    joining.underWay = false
    watchdog.heard()
    const partitions = [...new Set(Object.values(payload.memberAssignment).flat())].sort((a, b) => a - b)
    handler.joined()
    desk.joined(partitions)
    context.onHappening({ what: 'joined', group, member: payload.memberId, partitions, ms: payload.duration })
  })
  consumer.on(CRASH, ({ payload: { error, restart } }) => {
    joining.underWay = restart
    watchdog.heard()
    context.onHappening({ what: 'crashed', group, restarts: restart, error: error.message })
    if (isAuthentication(error) || isAuthorization(error)) ended.reject(groupFault(group, error))
    else if (!restart) ended.resolve('again')
  })
  return joining
}

interface Leaving extends Pick<Listening, 'context' | 'group' | 'desk'> {
  readonly joining: { readonly underWay: boolean }
  readonly starting: Promise<void>
}

const groupFault = (group: string, cause: unknown): KafkaFault => {
  const code = isAuthentication(cause) ? 'not-authenticated' : isAuthorization(cause) ? 'not-authorized' : 'consumer-crashed'
  return new KafkaFault(code, `Group ${group}`, { cause })
}

/** What is under way is finished, state is let go, then the group is told, so that the others take over at once. Each within its time. */
const leave = async (consumer: Consumer, { context, group, desk, joining, starting }: Leaving): Promise<void> => {
  if (!(await within(desk.clear(), CLEAR_WITHIN_MS))) context.log('warn', 'a batch is still under way; leaving the group without it', { group })
  // kafkajs does not hear of a stop while it connects or joins, and would stay a member that nobody hears of (tulios/kafkajs #1147, #1639).
  await within(
    starting.then(() => untilJoined(joining)),
    JOIN_WITHIN_MS,
  )
  const disconnected = consumer
    .disconnect()
    .catch((error: unknown) => context.log('warn', 'the consumer did not disconnect cleanly', { group, error: String(error) }))
  if (!(await within(disconnected, DISCONNECT_WITHIN_MS))) context.log('warn', 'the consumer did not disconnect in time', { group })
}

const untilJoined = async (joining: Leaving['joining']): Promise<void> => {
  for (const until = Date.now() + JOIN_WITHIN_MS; joining.underWay && Date.now() < until; ) await pauseFor(20)
}
