import type { Event } from '@shixu/domain'

/** What can go wrong between us and Kafka, and what to do about it. */
export const KAFKA_FAULTS = {
  unreachable: 'No broker answered in time: see that the brokers run, and that their addresses and ports are right.',
  'not-authenticated': 'The brokers refuse the user or the certificate: see the user name, the password, the mechanism and the CA.',
  'not-authorized': 'The brokers do not allow this: give the user the right that the cause names.',
  refused: 'The brokers did not do what was asked; the cause says why.',
  'topics-unfit': 'The topics or brokers have settings that would lose data; change them, or create the topics anew: `shixu kafka topics apply`.',
  'topic-not-other':
    'What is read again goes to a topic of its own: make one with as many partitions as the others have, by the tools of the cluster, and name it.',
  'not-appended': 'The brokers did not acknowledge these events in time: append them again.',
  'event-too-large': 'The event is larger than the topic takes: make it smaller.',
  'processor-failed': 'A step failed on the same records again and again; its position did not move.',
  'consumer-crashed': 'The client gave up on the group; its positions stand. Start the process again.',
  'log-closed': 'The log was closed.',
} as const

export type KafkaFaultCode = keyof typeof KAFKA_FAULTS

/** A fault of the log on Kafka. The message says what, where, and what to do. */
export class KafkaFault extends Error {
  readonly code: KafkaFaultCode
  /** For `not-appended` and `event-too-large`: the events that were not acknowledged. Some may be in the log all the same. */
  readonly unacknowledged: readonly Event[]

  constructor(code: KafkaFaultCode, where: string, more: { readonly cause?: unknown; readonly unacknowledged?: readonly Event[] } = {}) {
    super(`${where}: ${KAFKA_FAULTS[code]}`, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'KafkaFault'
    this.code = code
    this.unacknowledged = more.unacknowledged ?? []
  }
}
