import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { onBroker } from './broker-fixture.ts'
import { applyTopics, openKafkaLog, sayTopicStep, topicName } from './index.ts'

const brokers = inject('kafkaBrokers') ?? []

describe.runIf(inject('kafkaBrokers'))('topics on a real broker', () => {
  it('are planned without a change, then made, and then nothing is left to do', async () => {
    const connection = { brokers, clientId: 'test' }
    const demands = { prefix: `plan-${process.pid}.`, partitions: 2, replication: 1 }
    const ask = (apply: boolean) => applyTopics({ connection, log: () => undefined, now: Date.now, demands, apply })
    expect((await ask(false)).map(({ step }) => step)).toEqual(['create', 'create', 'create', 'create', 'create'])
    await expect(openKafkaLog({ connection, prefix: demands.prefix })).rejects.toMatchObject({
      code: 'topics-unfit',
      message: expect.stringContaining(`${topicName('facts', demands.prefix)}: is not there`),
    })
    await ask(true)
    expect(await ask(false)).toEqual([])
    const log = await openKafkaLog({ connection, prefix: demands.prefix })
    expect(log.partitions).toBe(2)
    await log.close()
  })

  it('that would lose data are refused at the start; what differs is set right, and what is nothing of ours stays', async () => {
    const fixture = await onBroker(brokers)
    onTestFinished(fixture.dispose)
    await fixture.alter('facts', { 'cleanup.policy': 'delete', 'message.timestamp.type': 'LogAppendTime' })
    await expect(fixture.open()).rejects.toMatchObject({
      code: 'topics-unfit',
      message: expect.stringContaining('shixu.facts: cleanup.policy is delete, not compact'),
    })
    const { connection, prefix } = fixture
    const ask = (apply: boolean) => applyTopics({ connection, log: () => undefined, now: Date.now, demands: { prefix, partitions: 2, replication: 1 }, apply })
    expect((await ask(true)).map(sayTopicStep)).toEqual([`alter ${topicName('facts', prefix)}: cleanup.policy delete -> compact`])
    await expect.poll(async () => ask(false), { timeout: 10_000 }).toEqual([])
    const { log } = await fixture.open()
    await log.close()
    const settings = await fixture.admin((admin) =>
      admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: topicName('facts', prefix), configNames: ['message.timestamp.type'] }] }),
    )
    expect(settings.resources[0]?.configEntries[0]?.configValue).toBe('LogAppendTime')
  })

  it('are not looked for long where no broker is', async () => {
    const connection = { brokers: ['127.0.0.1:1'], clientId: 'test' }
    await expect(openKafkaLog({ connection })).rejects.toMatchObject({ code: 'unreachable', message: expect.stringContaining('127.0.0.1:1') })
  })
})
