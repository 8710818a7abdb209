import { commandGiven, deliveryRecorded, type Event } from '@shixu/domain'
import type { KafkaCluster } from '@shixu/testkit/kafka'
import { startKafka } from '@shixu/testkit/kafka'
import kafkajs from 'kafkajs'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { type Fixture, keepDiary, onBroker } from './broker-fixture.ts'
import type { KafkaConnection } from './connection.ts'
import { openKafkaLog } from './kafka-log.ts'

const USERS = { evaluator: 'right-password', reader: 'another-password' }
const REGION = '420100'

const fact: Event = commandGiven({ id: '1', kind: 'silence', target: `${REGION}/2024/t`, by: 'test', reason: '', until: '2024-12-31' })
const output: Event = deliveryRecorded(REGION, {
  notice: 'n',
  attempt: 1,
  channel: 'memory',
  recipient: 'r',
  bureau: 'b',
  day: '2024-01-01',
  subject: '',
  covers: [],
  outcome: 'accepted',
  code: '',
  text: '',
  durationMs: 1,
})

describe.runIf(inject('kafkaBrokers'))('a cluster that demands TLS and a password, and gives rights one by one', () => {
  let cluster: KafkaCluster
  let fixture: Fixture
  const lines: string[] = []
  const log = (...line: unknown[]) => lines.push(JSON.stringify(line))

  const connectionOf = (username: string, more: Partial<KafkaConnection> & { password?: string } = {}): KafkaConnection => {
    const { password = cluster.security?.users[username] ?? '', ...rest } = more
    const ca = cluster.security?.ca ?? ''
    return { brokers: cluster.brokers, clientId: 'test', tls: { ca }, sasl: { mechanism: 'scram-sha-512', username, password }, ...rest }
  }

  const allow = (user: string, rights: readonly (readonly [type: number, name: string, operation: number])[]) =>
    fixture.admin((admin) =>
      admin.createAcls({
        acl: rights.map(([resourceType, resourceName, operation]) => ({
          resourceType,
          resourceName,
          resourcePatternType: kafkajs.ResourcePatternTypes.PREFIXED,
          principal: `User:${user}`,
          host: '*',
          operation,
          permissionType: kafkajs.AclPermissionTypes.ALLOW,
        })),
      }),
    )

  beforeAll(async () => {
    cluster = await startKafka({ users: USERS, properties: { 'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer' } })
    fixture = await onBroker(cluster.brokers, { connection: connectionOf('admin') })
    const { AclResourceTypes: on, AclOperationTypes: may } = kafkajs
    const seeing = [
      [on.TOPIC, fixture.prefix, may.DESCRIBE],
      [on.TOPIC, fixture.prefix, may.DESCRIBE_CONFIGS],
      [on.TOPIC, fixture.prefix, may.READ],
      [on.GROUP, fixture.prefix, may.READ],
    ] as const
    await allow('reader', [...seeing, [on.TOPIC, `${fixture.prefix}shixu.facts`, may.WRITE]])
    await fixture.admin((admin) =>
      admin.createAcls({
        acl: [may.DESCRIBE_CONFIGS, may.IDEMPOTENT_WRITE].map((operation) => ({
          resourceType: on.CLUSTER,
          resourceName: 'kafka-cluster',
          resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL,
          principal: 'User:reader',
          host: '*',
          operation,
          permissionType: kafkajs.AclPermissionTypes.ALLOW,
        })),
      }),
    )
  })
  afterAll(() => cluster.stop())

  it.each(['scram-sha-512', 'plain'] as const)('lets in who has the password, by %s', async (mechanism) => {
    const connection = connectionOf('admin')
    const opened = await fixture.open({ connection: { ...connection, sasl: { ...connection.sasl!, mechanism } }, log })
    onTestFinished(opened.log.close)
    await opened.log.append([fact])
    const reader = keepDiary(opened.log, `reader-${mechanism}`)
    await expect.poll(() => reader.handled().length, { timeout: 20_000 }).toBeGreaterThan(0)
    await reader.stop()
  })

  it('refuses a wrong password clearly, within ten seconds, and nothing says the password', async () => {
    const began = performance.now()
    const connection = connectionOf('evaluator', { password: 'wrong-password' })
    const refusal = await openKafkaLog({ connection, prefix: fixture.prefix, log }).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'not-authenticated', message: expect.stringContaining('as evaluator by scram-sha-512') })
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(`${String(refusal)}${lines.join('')}`).not.toMatch(/wrong-password|right-password|admin-password/)
  })

  it.each<[string, KafkaConnection['tls'], string]>([
    ['whose certificate is signed by nobody we trust', {}, 'not-authenticated'],
    ['that speaks TLS, where we do not', undefined, 'unreachable'],
  ])('is not spoken to %s', async (_name, tls, code) => {
    const { tls: _tls, ...connection } = connectionOf('admin')
    const refusal = openKafkaLog({ connection: tls ? { ...connection, tls } : connection, prefix: fixture.prefix })
    await expect(refusal).rejects.toMatchObject({ name: 'KafkaFault', code })
  })

  it('says what a user may not do who may not write the outputs, and his position does not move', async () => {
    const { log: own, happenings } = await fixture.open({ connection: connectionOf('reader'), log })
    onTestFinished(own.close)
    await own.append([fact])
    const worker = keepDiary(own, 'worker', { handle: (records) => records.map(() => output) })
    await expect(worker.ended).rejects.toMatchObject({ code: 'not-authorized', message: expect.stringContaining('Group worker, outputs of partition') })
    expect(happenings.filter(({ what }) => what === 'committed')).toEqual([])
    expect(await own.lagOf('worker')).toEqual([])
  })

  it('says that a user may not see the settings that the start looks at', async () => {
    await expect(openKafkaLog({ connection: connectionOf('evaluator'), prefix: fixture.prefix })).rejects.toMatchObject({
      name: 'KafkaFault',
      code: expect.stringMatching(/not-authorized|topics-unfit/),
    })
  })
})
