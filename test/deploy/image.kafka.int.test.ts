import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyTopics } from '@shixu/adapters/kafka'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { allReady, endAll, spawnProgram } from '../cluster/spawned.ts'
import { build } from './dockerfile.ts'

const brokers = inject('kafkaBrokers')

describe.runIf(brokers)('what the Dockerfile makes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-image-'))
  afterAll(async () => {
    await endAll()
    rmSync(folder, { recursive: true, force: true })
  })

  test('holds all that a service needs to start, and no more than the one service', { timeout: 240_000 }, async () => {
    const built = build(folder, { SERVICE: 'evaluator' }, process.env.PATH ?? '')
    const prefix = 'image.'
    const connection = { brokers: brokers!, clientId: 'image' }
    await applyTopics({ connection, log: () => undefined, now: Date.now, demands: { prefix, partitions: 1, replication: 1 }, apply: true })
    const [program, ...args] = built.entrypoint
    expect(program).toBe('node')
    const settings = { SHIXU_KAFKA_BROKERS: brokers!.join(','), SHIXU_KAFKA_PREFIX: prefix, NODE_ENV: 'production' }
    const evaluator = spawnProgram(args, settings, built.folder)
    await allReady([evaluator], 90_000)
    evaluator.kill('SIGTERM')
    expect(await evaluator.ended).toBe(0)
  })
})
