import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KafkaCluster, startKafka } from '@shixu/testkit/kafka'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { allReady, endAll, shixu, spawnService } from './spawned.ts'

const USER = 'invented-user'
const PASSWORD = 'invented-password-that-nobody-logs'

describe.runIf(inject('kafkaBrokers'))('an evaluator on a broker that demands TLS and a password', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-cluster-'))
  let cluster: KafkaCluster
  let settings: Readonly<Record<string, string>> = {}

  const passwordFile = (name: string, password: string): string => {
    writeFileSync(join(folder, name), `${password}\n`)
    return join(folder, name)
  }

  beforeAll(async () => {
    cluster = await startKafka({ users: { [USER]: PASSWORD } })
    writeFileSync(join(folder, 'ca.pem'), cluster.security?.ca ?? '')
    settings = {
      SHIXU_KAFKA_BROKERS: cluster.brokers.join(','),
      SHIXU_KAFKA_TLS: 'on',
      SHIXU_KAFKA_CA_FILE: join(folder, 'ca.pem'),
      SHIXU_KAFKA_SASL: 'scram-sha-512',
      SHIXU_KAFKA_USER: USER,
      SHIXU_KAFKA_PASSWORD_FILE: passwordFile('password', PASSWORD),
    }
  })
  afterAll(async () => {
    await endAll()
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('ends within ten seconds where the password is wrong, and says so without it', { timeout: 60_000 }, async () => {
    const wrong = 'wrong-password-that-nobody-logs'
    const began = performance.now()
    const evaluator = spawnService('evaluator', { ...settings, SHIXU_LOG_LEVEL: 'debug', SHIXU_KAFKA_PASSWORD_FILE: passwordFile('wrong', wrong) })
    expect(await evaluator.ended).toBe(4)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(evaluator.told()).toContain(`as ${USER} by scram-sha-512: The brokers refuse the user or the certificate`)
    expect(evaluator.told() + evaluator.said()).not.toContain(wrong)
  })

  test('refuses to start where the topics are not there, and says how to make them', { timeout: 60_000 }, async () => {
    const evaluator = spawnService('evaluator', settings)
    expect(await evaluator.ended).toBe(4)
    expect(evaluator.told()).toContain('shixu.facts: is not there')
    expect(evaluator.told()).toContain('shixu kafka topics apply')
  })

  test('tries on while its broker is away, says so, and is ready again by itself', { timeout: 150_000 }, async () => {
    expect(await shixu(settings, 'kafka', 'topics', 'apply', '--partitions', '2', '--replication', '1', '--yes')).toMatchObject({ exit: 0 })
    const evaluator = spawnService('evaluator', { ...settings, SHIXU_LOG_LEVEL: 'debug', SHIXU_KAFKA_SESSION_SECONDS: '6' })
    await allReady([evaluator])
    await cluster.nodes[0]?.kill()
    await expect.poll(async () => (await evaluator.page('/readyz')).status, { timeout: 60_000, interval: 200 }).toBe(503)
    expect((await evaluator.page('/healthz')).status).toBe(200)
    await cluster.nodes[0]?.start()
    await allReady([evaluator], 60_000)
    const said = evaluator.told().split('\n')
    expect(said.filter((line) => line.includes('trying on') && line.includes('"level":40')).length).toBeGreaterThan(0)
    expect(evaluator.told()).not.toContain(PASSWORD)
    evaluator.kill('SIGTERM')
    expect(await evaluator.ended).toBe(0)
  })
})
