import { Registry } from '@shixu/runtime'
import { aDue, aNoticeOf } from '@shixu/testkit'
import { createMemoryOutbox } from '@shixu/testkit/memory-outbox'
import { expect, it } from 'vitest'
import { exposeOutbox } from './outbox-metrics.ts'

/** An outbox in which the liaison was told, and the head waits. */
const setUp = async () => {
  const outbox = createMemoryOutbox()
  const time = { now: 1_000 }
  await outbox.dues.add([aDue({ channels: ['smtp'] }), aDue({ recipient: '999901/commerce/head', channels: ['maildir'] })], 1_000)
  await outbox.dues.gather({ day: '2024-06-20', now: 1_000, graceMs: 0 }, (dues) => [aNoticeOf(dues)])
  const [leased] = await outbox.notices.lease({ holder: 'one', now: 1_000, forMs: 1_000, limit: 1, lane: { only: 'smtp' } })
  const { notice, standing } = leased!
  await outbox.notices.record({ notice, delivery: null, next: { ...standing, state: 'accepted', at: null }, holder: 'one', triedAt: 1_000 })
  const scraped = async (over: Partial<typeof outbox> = {}) => {
    const metrics = new Registry()
    const channels = [{ name: 'smtp' }, { name: 'maildir' }]
    exposeOutbox({ metrics, outbox: { ...outbox, ...over }, channels, calendar: { now: () => 0, today: () => '2024-06-20' }, now: () => time.now })
    return (await metrics.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  }
  return { outbox, time, scraped }
}

it('the metrics of the outbox say what became of what is due, and what waits for how long', async () => {
  const { scraped, time } = await setUp()
  time.now = 91_000
  expect((await scraped()).toSorted()).toEqual(
    [
      'shixu_outbox_dues{state="accepted"} 1',
      ...['refused', 'dead', 'unknown', 'superseded'].map((state) => `shixu_outbox_dues{state="${state}"} 0`),
      'shixu_outbox_dues{state="waiting"} 1',
      'shixu_outbox_unaccounted_dues 0',
      'shixu_outbox_notices{channel="smtp",state="accepted"} 1',
      'shixu_outbox_notices{channel="maildir",state="queued"} 1',
      'shixu_outbox_oldest_waiting_seconds{channel="smtp"} 0',
      'shixu_outbox_oldest_waiting_seconds{channel="maildir"} 90',
      'shixu_outbox_oldest_waiting_seconds{channel="none"} 0',
      'shixu_channel_tripped{channel="smtp"} 0',
      'shixu_channel_tripped{channel="maildir"} 0',
    ].toSorted(),
  )
})

it('what is due and stands on no side of the balance is told, whichever way it does not hold', async () => {
  const { scraped, outbox } = await setUp()
  const held = await outbox.deliveries.balance()
  const unaccounted = async (due: number) =>
    (await scraped({ deliveries: { ...outbox.deliveries, balance: async () => ({ ...held, due }) } })).find((line) => line.includes('unaccounted'))
  expect(await unaccounted(5)).toBe('shixu_outbox_unaccounted_dues 3')
  expect(await unaccounted(1)).toBe('shixu_outbox_unaccounted_dues -1')
})

it('a channel that fails for everyone is told', async () => {
  const { scraped, outbox } = await setUp()
  for (const recipient of ['a', 'b', 'c', 'd', 'e'])
    await outbox.circuits.note({ channel: 'smtp', recipient, worked: false, code: '421', text: 'busy', now: 1_000 })
  expect(await scraped()).toContain('shixu_channel_tripped{channel="smtp"} 1')
})
