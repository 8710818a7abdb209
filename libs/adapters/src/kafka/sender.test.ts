import { commandGiven, type Event } from '@shixu/domain'
import { describe, expect, it } from 'vitest'
import type { ProducerLife, TopicMessages } from './producer-life.ts'
import { createSender } from './sender.ts'

const event = (region: string, number: number): Event =>
  commandGiven({ id: `${number}`, kind: 'acknowledge', target: `${region}/2024/t`, by: 'b', reason: '', until: '2024-12-31' })

const senderOf = (send: (messages: TopicMessages[]) => Promise<void>) => {
  const sent: TopicMessages[][] = []
  const producer: ProducerLife = {
    send: async (messages) => {
      sent.push(messages)
      await send(messages)
    },
    close: () => Promise.resolve(),
  }
  const sender = createSender({ producer, prefix: '', partitionOf: Number, now: () => 0, onHappening: () => undefined })
  return { sender, sent }
}
const partitionsOf = (messages: TopicMessages[]) => messages.flatMap((each) => each.messages.map(({ partition }) => partition))

describe('append', () => {
  it('resolves when all of it is acknowledged, and sends together what many append at once', async () => {
    const { sender, sent } = senderOf(() => Promise.resolve())
    await Promise.all([1, 2, 3].map((number) => sender.append([event('0', number)])))
    expect(sent).toHaveLength(1)
    expect(partitionsOf(sent[0]!)).toEqual([0, 0, 0])
  })

  it('sends one request at a time, what is appended meanwhile in the next', async () => {
    const gate = Promise.withResolvers<void>()
    const { sender, sent } = senderOf(() => gate.promise)
    const first = sender.append([event('0', 1)])
    await expect.poll(() => sent.length).toBe(1)
    const others = [2, 3].map((number) => sender.append([event('0', number)]))
    await new Promise((resolve) => setImmediate(resolve))
    expect(sent).toHaveLength(1)
    gate.resolve()
    await Promise.all([first, ...others])
    expect(sent.map((messages) => partitionsOf(messages).length)).toEqual([1, 2])
  })

  it('rejects with what was not acknowledged; a partition that is refused does not take the others along', async () => {
    const { sender } = senderOf((messages) => (partitionsOf(messages).includes(1) ? Promise.reject(new Error('refused')) : Promise.resolve()))
    const [good, bad] = [event('0', 1), event('1', 2)]
    await expect(sender.append([good, bad])).rejects.toMatchObject({
      code: 'not-appended',
      unacknowledged: [bad],
      cause: expect.objectContaining({ message: 'refused' }),
    })
    await expect(sender.append([good])).resolves.toBeUndefined()
  })

  it('rejects after the close, which waits for what was appended before', async () => {
    const { sender, sent } = senderOf(() => Promise.resolve())
    const before = sender.append([event('0', 1)])
    const closed = sender.close()
    await expect(sender.append([event('0', 2)])).rejects.toMatchObject({ code: 'log-closed' })
    await Promise.all([before, closed])
    expect(sent).toHaveLength(1)
  })
})
