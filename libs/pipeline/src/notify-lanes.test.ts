import type { Circuit, Directory } from '@shixu/domain'
import { aDue, aNoticeOf, LADDER } from '@shixu/testkit'
import { createMemoryOutbox } from '@shixu/testkit/memory-outbox'
import { expect, it } from 'vitest'
import type { DeliverParts } from './notify-deliver.ts'
import { deliverAll, deliverLane } from './notify-lanes.ts'
import type { Channel, Receipt } from './ports.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const BUREAUS = Array.from({ length: 8 }, (_, index) => `bureau-${index}`)

const directory: Directory = {
  nameZh: '虚构市',
  invented: true,
  document: { title: '虚构市政府工作报告', date: '2024-01-25', file: 'report.txt' },
  bureaus: BUREAUS.map((id) => ({ id, nameZh: id, nameEn: id, duties: '', contacts: [{ step: 'liaison', name: '联络员（虚构）' }] })),
  indicators: [],
  routes: [],
  supervision: 'office',
  ladder: LADDER,
}

const said = (outcome: Receipt['outcome'], over: Partial<Receipt> = {}): Receipt => ({ outcome, code: outcome, text: 'said', ...over })

/** A channel that answers as it is told at the moment. */
const aChannel = (name: string, answer: Receipt = said('accepted')) => {
  const state = { answer: (): Receipt | Promise<Receipt> => answer, arrived: [] as string[], asked: 0 }
  const channel: Channel = {
    name,
    deduplicates: false,
    deliver: async ({ recipient }) => {
      state.asked += 1
      const receipt = await state.answer()
      if (receipt.outcome === 'accepted') state.arrived.push(recipient.bureau)
      return receipt
    },
  }
  return { channel, state }
}

/** An outbox with one notice for each bureau on its channels. */
const setUp = async (channels: readonly Channel[], channelsOf: (bureau: string) => readonly string[] = () => channels.map(({ name }) => name)) => {
  const outbox = createMemoryOutbox()
  const time = { now: 1_000 }
  const heard: string[] = []
  const happened = {
    turned: ({ channel, trippedAt }: Circuit, is: string) => heard.push(`${channel} ${is} ${trippedAt}`),
    waited: (channel: string) => heard.push(`${channel} waited`),
    accepted: (channel: string, ms: number) => heard.push(`${channel} accepted after ${ms}`),
  }
  await outbox.dues.add(
    BUREAUS.map((bureau) => aDue({ recipient: `999901/${bureau}/liaison`, bureau, channels: channelsOf(bureau) })),
    0,
  )
  await outbox.dues.gather({ day: '2024-06-20', now: 500, graceMs: 0 }, (dues) => [aNoticeOf(dues)])
  const wall = { now: () => time.now, today: () => '2030-01-01' }
  const parts: DeliverParts = { outbox, channels, directory: () => directory, wall, random: () => 0, holder: 'one', happened }
  return { outbox, time, heard, parts, send: () => deliverAll(parts, new AbortController().signal) }
}

it('does not hold up others because one channel hangs', async () => {
  const slow = aChannel('slow')
  const hanging = Promise.withResolvers<Receipt>()
  slow.state.answer = () => hanging.promise
  const quick = aChannel('quick')
  const { send, outbox } = await setUp([slow.channel, quick.channel], (bureau) => [bureau < 'bureau-4' ? 'slow' : 'quick'])
  const sending = send()
  await expect.poll(() => quick.state.arrived.length).toBe(4)
  expect(slow.state.arrived).toEqual([])
  hanging.resolve(said('accepted'))
  await sending
  expect(await outbox.deliveries.balance()).toMatchObject({ accepted: 8 })
})

it('tries no more than sixteen at a time on a channel, and all of them', async () => {
  const one = aChannel('one')
  const flying = { now: 0, most: 0 }
  one.state.answer = async () => {
    flying.now += 1
    flying.most = Math.max(flying.most, flying.now)
    await Promise.resolve()
    flying.now -= 1
    return said('accepted')
  }
  const { parts, outbox } = await setUp([one.channel])
  const many = Array.from({ length: 60 }, (_, index) => aDue({ recipient: `999901/bureau-1/liaison-${index}`, channels: ['one'] }))
  await outbox.dues.add(many, 0)
  await outbox.dues.gather({ day: '2024-06-20', now: 500, graceMs: 0 }, (dues) => [aNoticeOf(dues)])
  expect(await deliverLane(parts, { only: 'one' }, new AbortController().signal)).toBe(68)
  expect(flying.most).toBeGreaterThan(1)
  expect(flying.most).toBeLessThanOrEqual(16)
})

it('trips a channel that fails for everyone, probes it with one, and goes on when it works again', async () => {
  const down = aChannel('down', said('deferred', { code: 'ECONNREFUSED' }))
  const { send, time, heard, outbox } = await setUp([down.channel])
  await send()
  expect(heard).toEqual(['down tripped 1000'])
  const asked = down.state.asked
  time.now += MINUTE - 1
  await send()
  expect(down.state.asked).toBe(asked)
  time.now += 1
  await send()
  expect(down.state.asked).toBe(asked + 1)
  down.state.answer = () => said('accepted')
  time.now += 2 * MINUTE - 1
  await send()
  expect(down.state.asked).toBe(asked + 1)
  time.now += 1
  await send()
  expect(heard.slice(0, 2)).toEqual(['down tripped 1000', `down accepted after ${time.now}`])
  expect(heard).toContain('down closed 1000')
  expect(await outbox.deliveries.balance()).toMatchObject({ accepted: 8, waiting: 0 })
})

it('shares what is known of a channel with all notifiers', async () => {
  const down = aChannel('down', said('deferred'))
  const { parts, time } = await setUp([down.channel])
  const other = { ...parts, holder: 'two' }
  const signal = new AbortController().signal
  await deliverAll(parts, signal)
  const asked = down.state.asked
  time.now += MINUTE
  await Promise.all([deliverAll(parts, signal), deliverAll(other, signal)])
  expect(down.state.asked).toBe(asked + 1)
})

it('passes the notices of a channel that stays tripped on to the next, and says so', async () => {
  const down = aChannel('down', said('deferred'))
  const mail = aChannel('mail')
  const { send, time, outbox } = await setUp([down.channel, mail.channel], (bureau) => (bureau === 'bureau-7' ? ['down'] : ['down', 'mail']))
  await send()
  time.now += 30 * MINUTE
  await send()
  expect(mail.state.arrived).toEqual([])
  time.now += 30 * MINUTE
  await send()
  expect(mail.state.arrived.sort()).toEqual(BUREAUS.slice(0, 7))
  expect(await outbox.deliveries.balance()).toMatchObject({ accepted: 7, waiting: 1 })
  const passed = (await outbox.deliveries.unpublished(100)).filter(({ code }) => code === 'channel-tripped')
  expect(passed).toHaveLength(6) // one more was tried in vain, as the probe
  expect(passed[0]).toMatchObject({ channel: 'down', outcome: 'deferred' })
})

it('does not trip a channel that refuses recipients, or that has no room', async () => {
  const strict = aChannel('strict', said('refused'))
  const full = aChannel('full', said('deferred', { code: 'no-room', blame: 'rate', retryAfterMs: 10_000 }))
  const { send, heard, outbox, time } = await setUp([strict.channel, full.channel], (bureau) => [bureau < 'bureau-2' ? 'full' : 'strict'])
  await send()
  expect(heard).toEqual(['full waited', 'full waited'])
  expect(await outbox.circuits.look()).toEqual([])
  expect(await outbox.deliveries.balance()).toMatchObject({ refused: 6, waiting: 2 })
  expect((await outbox.deliveries.unpublished(100)).map(({ channel }) => channel)).not.toContain('full')
  full.state.answer = () => said('accepted')
  time.now += 10_000
  await send()
  expect(await outbox.deliveries.balance()).toMatchObject({ accepted: 2, waiting: 0 })
})

it('does not trip a channel whose far end has no room now, and writes down that it said so', async () => {
  const full = aChannel('full', said('deferred', { code: '45009', blame: 'rate', retryAfterMs: 65_000 }))
  const { send, heard, outbox, time } = await setUp([full.channel])
  await send()
  expect([heard, await outbox.circuits.look()]).toEqual([[], []])
  expect((await outbox.deliveries.unpublished(100)).map(({ outcome, code }) => `${outcome} ${code}`)).toEqual(Array(8).fill('deferred 45009'))
  full.state.answer = () => said('accepted')
  time.now += 65_000
  await send()
  expect(await outbox.deliveries.balance()).toMatchObject({ accepted: 8, waiting: 0 })
})

it('trips a channel whose password is wrong, and loses nothing by it', async () => {
  const wrong = aChannel('wrong', said('refused', { code: '535', blame: 'channel' }))
  const { send, heard, outbox, time } = await setUp([wrong.channel])
  await send()
  expect(heard).toEqual(['wrong tripped 1000'])
  wrong.state.answer = () => said('accepted')
  time.now += HOUR
  await send()
  expect(await outbox.deliveries.balance()).toMatchObject({ accepted: 8, refused: 0 })
})

it('reports what fails in the outbox, and waits for what is under way before', async () => {
  const one = aChannel('one')
  const { parts, outbox } = await setUp([one.channel])
  const record = () => Promise.reject(new Error('the database is away'))
  const broken = { ...parts, outbox: { ...outbox, notices: { ...outbox.notices, record } } }
  await expect(deliverAll(broken, new AbortController().signal)).rejects.toThrow('the database is away')
  expect(one.state.arrived).toHaveLength(8)
})
