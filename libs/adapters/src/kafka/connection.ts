import { Kafka, type KafkaConfig, logLevel } from 'kafkajs'
import { registerCodecs } from './codecs.ts'
import { createKafkajsLogger, type LogLine } from './kafkajs-logger.ts'
import { openSocket } from './open-socket.ts'
import { patchFetchResponse } from './patch-fetch-response.ts'
import { patchProduceRequest } from './patch-produce-request.ts'

import { patchRequestQueue } from './patch-request-queue.ts'

/** How the brokers are reached. Certificates and keys are PEM texts. */
export interface KafkaConnection {
  /** host:port of some of them; the others are learnt from these. */
  readonly brokers: readonly string[]
  /** What the brokers' logs and quotas call us. */
  readonly clientId: string
  /** Absent: no TLS. Without `ca` the system's authorities are trusted. */
  readonly tls?: { readonly ca?: string; readonly certificate?: string; readonly key?: string }
  readonly sasl?: { readonly mechanism: 'scram-sha-512' | 'scram-sha-256' | 'plain'; readonly username: string; readonly password: string }
}

export interface ClientParts {
  readonly connection: KafkaConnection
  readonly log: LogLine
  readonly now: () => number
  /** Called with each line that kafkajs logs, those that are not handed on included. */
  readonly heard?: () => void
}

/** A broker that does not answer within this is taken for gone, in milliseconds. */
const REQUEST_TIMEOUT_MS = 15_000
const CONNECT_TIMEOUT_MS = 5_000

/**
 * A kafkajs client of its own. Each consumer needs one: two consumers of one `Kafka` object share a map of positions (kafkajs, src/index.js, `offsets`).
 * What fails is tried again for about ten seconds before it is an error.
 */
export const createClient = ({ connection, log, now, heard }: ClientParts): Kafka => {
  patchRequestQueue()
  patchFetchResponse()
  patchProduceRequest()
  registerCodecs()
  return new Kafka({
    brokers: [...connection.brokers],
    clientId: connection.clientId,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    authenticationTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    enforceRequestTimeout: true,
    socketFactory: openSocket,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, factor: 0.2, multiplier: 2, retries: 8 },
    logLevel: logLevel.INFO,
    logCreator: createKafkajsLogger({ log, now, heard }),
    ...security(connection),
  })
}

const security = ({ tls, sasl }: KafkaConnection): Pick<KafkaConfig, 'ssl' | 'sasl'> => ({
  ...(tls ? { ssl: { ...(tls.ca ? { ca: tls.ca } : {}), ...(tls.certificate ? { cert: tls.certificate } : {}), ...(tls.key ? { key: tls.key } : {}) } } : {}),
  ...(sasl ? { sasl: sasl as NonNullable<KafkaConfig['sasl']> } : {}),
})
