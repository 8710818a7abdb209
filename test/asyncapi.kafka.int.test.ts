import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyTopics, openKafkaLog } from '@shixu/adapters/kafka'
import { CLUSTER_DEFAULTS, EXAMPLES } from '@shixu/contracts'
import { type Event, targetWithdrawn } from '@shixu/domain'
import { createAsyncApiChecker } from '@shixu/testkit/asyncapi-checker'
import { describe, expect, inject, it } from 'vitest'
import { parse } from 'yaml'
import { readBack } from './read-back.ts'
import { replayedEvents } from './replayed-events.ts'
import { ROOT } from './rooms.ts'

const brokers = inject('kafkaBrokers')

interface Channel {
  address: string
  bindings: { kafka: { topic: string } }
}

/** The document as it reads for an installation with a prefix. */
const documentFor = (prefix: string): object => {
  const document = parse(readFileSync(join(ROOT, 'docs', 'asyncapi.yaml'), 'utf8')) as { channels: Record<string, Channel> }
  for (const channel of Object.values(document.channels)) channel.address = prefix + channel.address
  return document
}

const utf8 = new TextEncoder()

describe.runIf(brokers)('records on real topics', () => {
  it('are as the document says: a replayed year, every example, and a tombstone, as another client reads them', async () => {
    const prefix = `asyncapi-${randomUUID().slice(0, 8)}.`
    const connection = { brokers: brokers ?? [], clientId: 'asyncapi' }
    const demands = { prefix, partitions: CLUSTER_DEFAULTS.partitions, replication: 1 }
    await applyTopics({ connection, log: () => undefined, now: Date.now, demands, apply: true })
    const events: readonly Event[] = [...(await replayedEvents('demo-county')), ...Object.values(EXAMPLES), targetWithdrawn('999901/2024/example-trade', '2')]
    const log = await openKafkaLog({ connection, prefix })
    await log.append(events)
    await log.close()

    const lines = await readBack(brokers?.[0] ?? '', prefix)
    const checker = createAsyncApiChecker(documentFor(prefix))
    const checked = lines.map(({ value, ...line }) => ({ line, result: checker.check({ ...line, value: value === null ? null : utf8.encode(value) }) }))
    expect(checked.filter(({ result }) => !result.ok).slice(0, 5)).toEqual([])
    expect(new Set(checked.map(({ result }) => (result.ok ? result.message : '')))).toEqual(new Set(checker.messages))
    expect(lines.map(({ headers }) => headers.ce_id).sort()).toEqual(events.map(({ id }) => id).sort())
  })
})
