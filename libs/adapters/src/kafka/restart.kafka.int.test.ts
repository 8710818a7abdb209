import { commandGiven, type Event } from '@shixu/domain'
import { startKafka } from '@shixu/testkit/kafka'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { idsOf, keepDiary, onBroker } from './broker-fixture.ts'

const fact = (number: number): Event => commandGiven({ id: `${number}`, kind: 'silence', target: '420100/2024/t', by: 'test', reason: '', until: '2024-12-31' })

describe.runIf(inject('kafkaBrokers'))('a broker that is killed and started again', () => {
  it('costs nothing: what was being appended is there once it is back, the reader goes on by itself, the log does not fill; and who leaves while it is away leaves in time', {
    timeout: 120_000,
  }, async () => {
    const cluster = await startKafka()
    onTestFinished(cluster.stop)
    const fixture = await onBroker(cluster.brokers)
    const errors: string[] = []
    const { log, happenings } = await fixture.open({ log: (level, message) => level === 'error' && errors.push(message) })
    const reader = keepDiary(log, 'reader')
    await log.append([fact(1)])
    await expect.poll(() => reader.handled().length, { timeout: 20_000 }).toBe(1)

    await cluster.nodes[0]?.kill()
    errors.length = 0
    const appended = Promise.all([2, 3, 4].map((number) => log.append([fact(number)])))
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    await cluster.nodes[0]?.start()
    await appended
    await expect.poll(() => new Set(idsOf(reader.handled())).size, { timeout: 60_000 }).toBe(4)
    await expect.poll(() => log.health(), { timeout: 20_000 }).toMatchObject({ alive: true, ready: true })
    expect(happenings.filter(({ what }) => what === 'gap')).toEqual([])
    expect(errors.length).toBeLessThan(30)

    await reader.stop()
    const again = keepDiary(log, 'again', { recalls: [] })
    await expect.poll(() => new Set(idsOf(again.handled())).size, { timeout: 20_000 }).toBe(4)
    await again.stop()

    const leaver = keepDiary(log, 'leaver')
    await expect.poll(() => leaver.held().length, { timeout: 20_000 }).toBe(2)
    await cluster.nodes[0]?.kill()
    void log.append([fact(5)]).catch(() => undefined)
    const began = performance.now()
    await leaver.stop()
    await log.close()
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})
