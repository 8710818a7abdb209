import { readFileSync } from 'node:fs'
import type { KafkaConnection } from './connection.ts'

type Reading<T> = { readonly value: T } | { readonly wanted: string }

const brokersIn = (text: string): Reading<readonly string[]> => {
  const brokers = text.split(',').map((word) => word.trim())
  return brokers.every((broker) => /^[^\s:]+:\d{1,5}$/.test(broker)) ? { value: brokers } : { wanted: 'host:port, several with commas between them' }
}

const oneOf =
  <T extends string>(...words: readonly T[]) =>
  (text: string): Reading<T> => {
    const value = words.find((word) => word === text)
    return value === undefined ? { wanted: `one of ${words.join(', ')}` } : { value }
  }

const anyText = (text: string): Reading<string> => ({ value: text })

/** How a service is told of its brokers, in the shape of the house's settings. Files are PEM. */
export const KAFKA_SETTINGS = {
  kafkaBrokers: { name: 'SHIXU_KAFKA_BROKERS', purpose: 'host:port of some brokers of the cluster, several with commas between them', read: brokersIn },
  kafkaPrefix: {
    name: 'SHIXU_KAFKA_PREFIX',
    purpose: 'stands before the name of every topic and group, where one cluster holds several installations',
    fallback: '',
    read: anyText,
  },
  kafkaTls: { name: 'SHIXU_KAFKA_TLS', purpose: 'whether the brokers are spoken to by TLS', fallback: 'off', read: oneOf('off', 'on') },
  kafkaCaFile: {
    name: 'SHIXU_KAFKA_CA_FILE',
    purpose: 'file of the authority that signs the brokers’ certificates; empty trusts those of the system',
    fallback: '',
    read: anyText,
  },
  kafkaCertificateFile: {
    name: 'SHIXU_KAFKA_CERTIFICATE_FILE',
    purpose: 'file of the client’s certificate, where the brokers ask for one',
    fallback: '',
    read: anyText,
  },
  kafkaKeyFile: { name: 'SHIXU_KAFKA_KEY_FILE', purpose: 'file of the key to the client’s certificate', fallback: '', read: anyText },
  kafkaSasl: {
    name: 'SHIXU_KAFKA_SASL',
    purpose: 'how the user proves who he is',
    fallback: 'none',
    read: oneOf('none', 'scram-sha-512', 'scram-sha-256', 'plain'),
  },
  kafkaUser: { name: 'SHIXU_KAFKA_USER', purpose: 'the user, where SHIXU_KAFKA_SASL is not none', fallback: '', read: anyText },
  kafkaPasswordFile: { name: 'SHIXU_KAFKA_PASSWORD_FILE', purpose: 'file that holds the user’s password', fallback: '', read: anyText },
} as const

type ValueOf<S> = S extends { read(text: string): infer R } ? Extract<R, { value: unknown }>['value'] : never

/** What `KAFKA_SETTINGS` were read as. */
export type KafkaSettings = { readonly [K in keyof typeof KAFKA_SETTINGS]: ValueOf<(typeof KAFKA_SETTINGS)[K]> }

/** The connection that the settings describe; reads the files that they name. Throws where one cannot be read or something is lacking, and says which. */
export const connectionFrom = (settings: KafkaSettings, clientId: string): KafkaConnection => {
  const { kafkaBrokers, kafkaTls, kafkaSasl, kafkaUser } = settings
  const file = (key: 'kafkaCaFile' | 'kafkaCertificateFile' | 'kafkaKeyFile' | 'kafkaPasswordFile'): string =>
    readNamed(KAFKA_SETTINGS[key].name, settings[key])
  const tls = {
    ...(settings.kafkaCaFile ? { ca: file('kafkaCaFile') } : {}),
    ...(settings.kafkaCertificateFile ? { certificate: file('kafkaCertificateFile') } : {}),
    ...(settings.kafkaKeyFile ? { key: file('kafkaKeyFile') } : {}),
  }
  const connection = { brokers: kafkaBrokers, clientId, ...(kafkaTls === 'on' ? { tls } : {}) }
  if (kafkaSasl === 'none') return connection
  if (kafkaUser === '') throw new Error(`SHIXU_KAFKA_USER is not set, and SHIXU_KAFKA_SASL is ${kafkaSasl}`)
  if (settings.kafkaPasswordFile === '') throw new Error(`SHIXU_KAFKA_PASSWORD_FILE is not set, and SHIXU_KAFKA_SASL is ${kafkaSasl}`)
  return { ...connection, sasl: { mechanism: kafkaSasl, username: kafkaUser, password: file('kafkaPasswordFile').trimEnd() } }
}

const readNamed = (setting: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Error(`${setting} is "${path}": the file cannot be read`, { cause })
  }
}
