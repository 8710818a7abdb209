interface KafkaErrorShape {
  readonly name?: string
  readonly type?: string
  readonly code?: string | number
  readonly retriable?: boolean
  readonly cause?: unknown
}

/** An error and all that it was caused by, the outermost first. kafkajs wraps what the broker said up to three times. */
const chainOf = (error: unknown): readonly KafkaErrorShape[] => {
  const chain: KafkaErrorShape[] = []
  for (let each = error as KafkaErrorShape | undefined; each && chain.length < 8; each = each.cause as KafkaErrorShape | undefined) chain.push(each)
  return chain
}

/** What the broker said, as Kafka names it (`ILLEGAL_GENERATION`); null where it is no answer of a broker. */
export const brokerSaid = (error: unknown): string | null => chainOf(error).find((each) => each.type !== undefined)?.type ?? null

/** The error that a broker's answer was made into, out of what it is wrapped in: kafkajs looks at the outermost one only. */
export const brokerErrorIn = (error: unknown): unknown => chainOf(error).find((each) => each.type !== undefined) ?? error

/** The user or the certificate is refused: trying again does not help. */
export const isAuthentication = (error: unknown): boolean =>
  chainOf(error).some(
    ({ name, type, code }) =>
      name === 'KafkaJSSASLAuthenticationError' ||
      type === 'SASL_AUTHENTICATION_FAILED' ||
      type === 'UNSUPPORTED_SASL_MECHANISM' ||
      (typeof code === 'string' && /^(ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_)/.test(code)),
  )

export const isAuthorization = (error: unknown): boolean => brokerSaid(error)?.endsWith('_AUTHORIZATION_FAILED') ?? false

/** No broker answered at all. */
export const isUnreached = (error: unknown): boolean => chainOf(error).some(({ name }) => name !== undefined && UNREACHED.has(name))

const UNREACHED: ReadonlySet<string> = new Set([
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSNoBrokerAvailableError',
])

const REJOIN: ReadonlySet<string | null> = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'NOT_COORDINATOR_FOR_GROUP', 'UNKNOWN_MEMBER_ID'])

/** The group has moved on without this member, which has to join again. */
export const mustRejoin = (error: unknown): boolean => REJOIN.has(brokerSaid(error))

/** Errors of a programme and not of the far end: kafkajs would stop for good on them. */
const OURS: ReadonlySet<string | undefined> = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'])

/** Another try may help, given time. What the broker said decides; a lost connection may always come back. */
export const mayPass = (error: unknown): boolean => !isOurs(error) && (brokerMayRelent(error) || needsNewProducer(error)) && !isAuthentication(error)

const isOurs = (error: unknown): boolean => chainOf(error).some(({ name }) => OURS.has(name))

const brokerMayRelent = (error: unknown): boolean => chainOf(error).find((each) => each.type !== undefined)?.retriable ?? true

/** Final for a producer, and gone with a new one. kafkajs' own TypeErrors, thrown when its last broker has gone, are so too. */
export const needsNewProducer = (error: unknown): boolean => isOurs(error) || NEW_PRODUCER.has(brokerSaid(error))

const NEW_PRODUCER: ReadonlySet<string | null> = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
  'DUPLICATE_SEQUENCE_NUMBER',
  'INVALID_PRODUCER_ID_MAPPING',
])
