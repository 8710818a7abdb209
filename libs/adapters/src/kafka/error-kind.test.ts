import { describe, expect, it } from 'vitest'
import { brokerErrorIn, brokerSaid, isAuthentication, isAuthorization, mayPass, mustRejoin } from './error-kind.ts'

const broker = (type: string, retriable = false) => Object.assign(new Error(type), { name: 'KafkaJSProtocolError', type, retriable })
const wrapped = (cause: unknown) => Object.assign(new Error('wrapped', { cause }), { name: 'KafkaJSNonRetriableError', retriable: false })
const named = (name: string) => Object.assign(new Error(name), { name })

describe.each<[string, unknown, { pass: boolean; rejoin?: boolean; authentication?: boolean; authorization?: boolean }]>([
  ['a lost connection', named('KafkaJSConnectionError'), { pass: true }],
  ['a leader that moved', wrapped(broker('NOT_LEADER_FOR_PARTITION', true)), { pass: true }],
  ['too few copies', broker('NOT_ENOUGH_REPLICAS', true), { pass: true }],
  ['a producer that is out of step', broker('OUT_OF_ORDER_SEQUENCE_NUMBER'), { pass: true }],
  ['a rebalance', wrapped(broker('REBALANCE_IN_PROGRESS')), { pass: false, rejoin: true }],
  ['an old generation', broker('ILLEGAL_GENERATION'), { pass: false, rejoin: true }],
  ['an unknown member', wrapped(broker('UNKNOWN_MEMBER_ID')), { pass: false, rejoin: true }],
  ['a wrong password', named('KafkaJSSASLAuthenticationError'), { pass: false, authentication: true }],
  ['a strange certificate', Object.assign(named('KafkaJSConnectionError'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), { pass: false, authentication: true }],
  ['a right that is missing', wrapped(broker('TOPIC_AUTHORIZATION_FAILED')), { pass: false, authorization: true }],
  ['a record that is too large', broker('MESSAGE_TOO_LARGE'), { pass: false }],
  ['a fault of a programme', new TypeError('x is not a function'), { pass: false }],
])('%s', (_name, error, kind) => {
  it('is told apart', () => {
    expect({
      pass: mayPass(error),
      rejoin: mustRejoin(error),
      authentication: isAuthentication(error),
      authorization: isAuthorization(error),
    }).toEqual({ rejoin: false, authentication: false, authorization: false, ...kind })
  })
})

it('what the broker said is found under what it is wrapped in', () => {
  const inner = broker('ILLEGAL_GENERATION')
  expect(brokerSaid(wrapped(wrapped(inner)))).toBe('ILLEGAL_GENERATION')
  expect(brokerErrorIn(wrapped(inner))).toBe(inner)
  expect(brokerSaid(new Error('x'))).toBeNull()
})
