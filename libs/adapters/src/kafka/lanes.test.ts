import { commandGiven, type Event } from '@shixu/domain'
import { describe, expect, it } from 'vitest'
import { KafkaFault } from './index.ts'
import { type Call, createLanes, type Part } from './lanes.ts'

const event = (region: string, number: number, reason = ''): Event =>
  commandGiven({ id: `${number}`, kind: 'acknowledge', target: `${region}/2024/t`, by: 'b', reason, until: '2024-12-31' })
const events = (region: string, count: number): Event[] => Array.from({ length: count }, (_, index) => event(region, index))
const lanes = () => createLanes({ prefix: '', partitionOf: Number, now: () => 0 })
const nobody: Call = { settled: () => undefined }
const shape = (parts: readonly Part[]) => parts.map(({ messages }) => [messages[0]?.partition, messages.length])

describe('what is appended leaves in requests', () => {
  it('of at most 500 messages a partition, since kafkajs is quadratic in them', () => {
    const queue = lanes()
    queue.add([...events('0', 1_200), ...events('1', 3)], nobody)
    expect(shape(queue.take())).toEqual([
      [0, 500],
      [1, 3],
    ])
    expect(shape(queue.take())).toEqual([[0, 500]])
    expect(shape(queue.take())).toEqual([[0, 200]])
    expect(queue.take()).toEqual([])
    expect(queue.waiting).toBe(0)
  })

  it('of at most so many bytes that a partition takes them', () => {
    const queue = lanes()
    const large = Array.from({ length: 4 }, (_, index) => event('0', index, 'x'.repeat(400_000)))
    queue.add(large, nobody)
    expect(shape(queue.take())).toEqual([[0, 2]])
    expect(shape(queue.take())).toEqual([[0, 2]])
  })

  it('in the order of each partition, whoever appended', () => {
    const queue = lanes()
    queue.add(events('0', 2), nobody)
    queue.add(events('0', 1), nobody)
    const keys = queue.take().flatMap(({ messages }) => messages.map(({ key }) => key))
    expect(keys).toEqual(['command/0', 'command/1', 'command/0'])
  })

  it('with those whose events they are', () => {
    const queue = lanes()
    const [one, other]: [Call, Call] = [{ settled: () => undefined }, { settled: () => undefined }]
    queue.add(events('0', 499), one)
    queue.add(events('0', 2), other)
    const shares = queue.take()[0]!.shares.map(({ call, events: own }) => [call === one, own.length])
    expect(shares).toEqual([
      [true, 499],
      [false, 1],
    ])
  })

  it('without the one that no topic takes: it is refused, and the others go', () => {
    const queue = lanes()
    const refused: unknown[] = []
    queue.add([event('0', 1), event('0', 2, 'x'.repeat(1_400_000)), event('0', 3)], { settled: (_events, error) => refused.push(error) })
    expect(shape(queue.take())).toEqual([[0, 2]])
    expect(refused).toEqual([expect.objectContaining({ code: 'event-too-large' })])
    expect(refused[0]).toBeInstanceOf(KafkaFault)
  })
})
