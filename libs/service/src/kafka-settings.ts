import { readFileSync } from 'node:fs'
import type { KafkaConnection } from '@shixu/adapters/kafka'
import { EnvironmentFault, list, maybe, oneOf, type Setting, type Values } from '@shixu/runtime'

/** A file of PEM, given by its path: its text, or null where none is named. */
const pemFile = (naming: Pick<Setting<unknown>, 'name' | 'purpose'>): Setting<string | null> => ({
  ...naming,
  fallback: '',
  read: (path) => {
    if (path.trim() === '') return { value: null }
    try {
      const pem = readFileSync(path, 'utf8')
      return pem.includes('-----BEGIN ') ? { value: pem } : { wanted: 'a file of PEM, which begins with -----BEGIN' }
    } catch (fault) {
      return { wanted: `a file that can be read (${(fault as NodeJS.ErrnoException).code})` }
    }
  },
})

const brokers: Setting<readonly string[]> = {
  ...list({ name: 'SHIXU_KAFKA_BROKERS', purpose: 'host:port of some brokers, with commas between them; the others are learnt from these' }),
  read: (given) => {
    const places = given
      .split(',')
      .map((place) => place.trim())
      .filter(Boolean)
    return places.length > 0 && places.every((place) => /^\S+:\d+$/u.test(place)) ? { value: places } : { wanted: 'host:port, with commas between them' }
  },
}

/** How the brokers are reached, and what topics and groups are called. */
export const KAFKA = {
  brokers,
  prefix: {
    ...maybe({ name: 'SHIXU_KAFKA_PREFIX', purpose: 'stands before the name of every topic and group: one cluster may hold several installations' }),
    read: (given: string) =>
      /^[a-z0-9._-]{0,60}$/u.test(given) ? { value: given } : { wanted: 'small letters, digits, dots, hyphens and underscores, 60 at most' },
  },
  tls: oneOf({ name: 'SHIXU_KAFKA_TLS', purpose: 'whether the brokers are reached by TLS', fallback: 'off', words: ['off', 'on'] }),
  tlsCa: pemFile({ name: 'SHIXU_KAFKA_TLS_CA', purpose: "a file of the authorities that the brokers' certificates are signed by; empty: the system's" }),
  tlsCertificate: pemFile({ name: 'SHIXU_KAFKA_TLS_CERTIFICATE', purpose: "a file of this client's own certificate, where the brokers ask for one" }),
  tlsKey: pemFile({ name: 'SHIXU_KAFKA_TLS_KEY', purpose: 'a file of the key of that certificate' }),
  mechanism: oneOf({
    name: 'SHIXU_KAFKA_SASL',
    purpose: 'how the user shows who he is',
    fallback: 'off',
    words: ['off', 'scram-sha-512', 'scram-sha-256', 'plain'],
  }),
  username: maybe({ name: 'SHIXU_KAFKA_USERNAME', purpose: 'the user, where SHIXU_KAFKA_SASL is on' }),
  password: maybe({ name: 'SHIXU_KAFKA_PASSWORD', purpose: 'his password', secret: true }),
}

export type KafkaSettings = Values<typeof KAFKA>

/** The settings as a connection. Throws an `EnvironmentFault` with all that does not fit together. */
export const kafkaConnection = (settings: KafkaSettings, clientId: string): KafkaConnection => {
  const { brokers: places, tls, tlsCa, tlsCertificate, tlsKey, mechanism, username, password } = settings
  const problems = misfits(settings)
  if (problems.length > 0) throw new EnvironmentFault(problems.join('\n'))
  return {
    brokers: places,
    clientId,
    ...(tls === 'on' && { tls: { ...(tlsCa && { ca: tlsCa }), ...(tlsCertificate && { certificate: tlsCertificate }), ...(tlsKey && { key: tlsKey }) } }),
    ...(mechanism !== 'off' && { sasl: { mechanism, username: username ?? '', password: password ?? '' } }),
  }
}

const misfits = ({ tls, tlsCa, tlsCertificate, tlsKey, mechanism, username, password }: KafkaSettings): readonly string[] => {
  const rules: readonly (readonly [boolean, string])[] = [
    [tls === 'off' && (tlsCa ?? tlsCertificate ?? tlsKey) !== null, 'SHIXU_KAFKA_TLS is "off", and files for TLS are named: expected on'],
    [(tlsCertificate === null) !== (tlsKey === null), 'SHIXU_KAFKA_TLS_CERTIFICATE and SHIXU_KAFKA_TLS_KEY: expected both or neither'],
    [mechanism !== 'off' && username === null, `SHIXU_KAFKA_USERNAME is not set: expected a user, since SHIXU_KAFKA_SASL is "${mechanism}"`],
    [mechanism !== 'off' && password === null, `SHIXU_KAFKA_PASSWORD is not set: expected a password, since SHIXU_KAFKA_SASL is "${mechanism}"`],
    [mechanism === 'off' && (username ?? password) !== null, 'SHIXU_KAFKA_SASL is "off", and a user or password is given: expected scram-sha-512'],
  ]
  return rules.flatMap(([wrong, words]) => (wrong ? [words] : []))
}
