import type { Kafka, Message, Producer } from 'kafkajs'
import { mayPass } from './error-kind.ts'
import type { OnHappening } from './happening.ts'
import { pauseFor } from './pause-for.ts'

export interface TopicMessages {
  readonly topic: string
  readonly messages: Message[]
}

export interface ProducerLife {
  /** Resolves when all in-sync copies have them. Rejects with what may not pass, or where it has not passed in time. */
  send(messages: TopicMessages[]): Promise<void>
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
 * An idempotent producer, and a new one after each failure. Not only after those that are final for it: where a request may have been written without an answer, kafkajs would give
 * its sequence numbers to the next messages, which the broker would then take for a repetition, answer as written, and drop.
 */
export const createProducerLife = ({ kafka, deliverWithinMs, now, onHappening, pauseMs = PAUSE_MS }: ProducerParts): ProducerLife => {
  let current: Promise<Producer> | null = null

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

  const trySend = async (topicMessages: TopicMessages[]): Promise<void> => {
    current ??= connect()
    const producer = await current
    await producer.sendBatch({ acks: -1, timeout: PRODUCE_TIMEOUT_MS, topicMessages })
  }

  return {
    send: async (topicMessages) => {
      const until = now() + deliverWithinMs
      for (;;) {
        try {
          return await trySend(topicMessages)
        } catch (error) {
          abandon()
          if (!mayPass(error) || now() >= until) throw error
          onHappening({ what: 'append-retried', error: error instanceof Error ? error.message : String(error) })
          await pauseFor(pauseMs)
        }
      }
    },
    close: async () => {
      const last = current
      current = null
      await last?.then(
        (producer) => producer.disconnect(),
        () => undefined,
      )
    },
  }
}
