import type { Kafka, Message, Producer, RecordMetadata } from 'kafkajs'
import { mayPass, needsNewProducer } from './error-kind.ts'
import type { OnHappening } from './happening.ts'
import { pauseFor } from './pause-for.ts'

export interface TopicMessages {
  readonly topic: string
  readonly messages: Message[]
}

export interface ProducerLife {
  /** Resolves when all in-sync copies have them. Rejects with what may not pass, or where it has not passed in time. */
  send(messages: TopicMessages[]): Promise<void>
  /** What is being sent is given up. */
  close(): Promise<void>
}

export interface ProducerParts {
  readonly kafka: Kafka
  readonly deliverWithinMs: number
  readonly now: () => number
  readonly onHappening: OnHappening
  /** Before another try, in milliseconds. */
  readonly pauseMs?: number
}

const PRODUCE_TIMEOUT_MS = 15_000
const PAUSE_MS = 500

/** Every message names its partition, so that another try goes to the same one (kafkajs chooses anew otherwise). */
const asTold = () => (choice: { message: Message }) => choice.message.partition ?? 0

/**
 * An idempotent producer. What fails is sent again by the same one and just as it was, so that the broker knows it again where it was written without an answer. A new producer comes only
 * where the old one is of no use, or where it is given up: kafkajs would give the sequence numbers of what it has not sent to the next messages, and the broker,
 * where it was written after all, would take those for a repetition, answer as written, and drop them.
 */
export const createProducerLife = ({ kafka, deliverWithinMs, now, onHappening, pauseMs = PAUSE_MS }: ProducerParts): ProducerLife => {
  let current: Promise<Producer> | null = null
  let isClosed = false

  const connect = async (): Promise<Producer> => {
    // Given here, since an idempotent producer does not get endless retries, whatever kafkajs' pages say (tulios/kafkajs #1673).
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 5,
      createPartitioner: asTold,
      retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000 },
    })
    try {
      await producer.connect()
      return producer
    } catch (error) {
      current = null
      await producer.disconnect()
      throw error
    }
  }

  const abandon = (): void => {
    const old = current
    current = null
    // It is of no use any more; whatever is wrong with it is being told already.
    old?.then((producer) => producer.disconnect()).catch(() => undefined)
  }

  /** Gives what was not written, though no error came. */
  const trySend = async (topicMessages: TopicMessages[]): Promise<TopicMessages[]> => {
    current ??= connect()
    const producer = await current
    return unanswered(topicMessages, await producer.sendBatch({ acks: -1, timeout: PRODUCE_TIMEOUT_MS, topicMessages }))
  }

  /** Throws where another try would be no use, or comes too late. */
  const recover = async (error: unknown, isLate: boolean): Promise<void> => {
    const isFinal = isLate || isClosed || !(mayPass(error) || needsNewProducer(error))
    if (isFinal || needsNewProducer(error)) abandon()
    if (isFinal) throw error
    onHappening({ what: 'append-retried', error: error instanceof Error ? error.message : String(error) })
    await pauseFor(pauseMs)
  }

  return {
    send: async (topicMessages) => {
      const until = now() + deliverWithinMs
      for (let left = topicMessages; left.length > 0; ) {
        try {
          left = await trySend(left)
        } catch (error) {
          await recover(error, now() >= until)
        }
      }
    },
    close: async () => {
      isClosed = true
      const last = current
      current = null
      await last?.then(
        (producer) => producer.disconnect(),
        () => undefined,
      )
    },
  }
}

/**
 * The messages of partitions for which no broker has answered. kafkajs 2.2.4 remembers answers by broker: where a partition's leader moves, between two of its tries, to a broker that
 * has answered already for others, that partition is not sent again, and the whole counts as sent (src/producer/sendMessages.js, `brokersWithoutResponse`). Seen as records lost in a rolling restart.
 */
const unanswered = (sent: TopicMessages[], answers: readonly RecordMetadata[]): TopicMessages[] => {
  const answered = new Set(answers.map(({ topicName, partition }) => `${topicName}/${partition}`))
  return sent
    .map(({ topic, messages }) => ({ topic, messages: messages.filter(({ partition }) => !answered.has(`${topic}/${partition}`)) }))
    .filter(({ messages }) => messages.length > 0)
}
