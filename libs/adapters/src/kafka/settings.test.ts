import { describe, expect, it } from 'vitest'
import { connectionFrom, KAFKA_SETTINGS, type KafkaSettings } from './index.ts'

const plain: KafkaSettings = {
  kafkaBrokers: ['a:9092'],
  kafkaPrefix: '',
  kafkaTls: 'off',
  kafkaCaFile: '',
  kafkaCertificateFile: '',
  kafkaKeyFile: '',
  kafkaSasl: 'none',
  kafkaUser: '',
  kafkaPasswordFile: '',
}

it.each([
  ['a:9092', ['a:9092']],
  ['a:9092, b.example:9093', ['a:9092', 'b.example:9093']],
])('brokers "%s" are read', (text, value) => {
  expect(KAFKA_SETTINGS.kafkaBrokers.read(text)).toEqual({ value })
})

it.each(['', 'a', 'a:b', 'a:1,,b:2'])('brokers "%s" are not', (text) => {
  expect(KAFKA_SETTINGS.kafkaBrokers.read(text)).toEqual({ wanted: expect.stringContaining('host:port') })
})

describe('the connection', () => {
  it('is plain where nothing else is said', () => {
    expect(connectionFrom(plain, 'evaluator')).toEqual({ brokers: ['a:9092'], clientId: 'evaluator' })
  })

  it.each<[Partial<KafkaSettings>, string]>([
    [{ kafkaSasl: 'plain' }, 'SHIXU_KAFKA_USER is not set'],
    [{ kafkaSasl: 'scram-sha-512', kafkaUser: 'u' }, 'SHIXU_KAFKA_PASSWORD_FILE is not set'],
    [{ kafkaTls: 'on', kafkaCaFile: '/none/ca.pem' }, 'SHIXU_KAFKA_CA_FILE is "/none/ca.pem": the file cannot be read'],
  ])('is refused with %o', (more, words) => {
    expect(() => connectionFrom({ ...plain, ...more }, 'evaluator')).toThrow(words)
  })
})
