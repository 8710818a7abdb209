import { type AlertEvent, alertChanged, type Directory } from '@shixu/domain'
import { anAlert, anAlertEvent, aTarget, LADDER } from '@shixu/testkit'
import { createMemoryLog } from '@shixu/testkit/memory-log'
import { createMemoryOutbox, emptyOutboxDisk } from '@shixu/testkit/memory-outbox'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createNotifier } from './notify.ts'
import type { Channel, Message, Receipt } from './ports.ts'

const DAYS = ['2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01'] as const
const HOUR = 3_600_000

const directory: Directory = {
  nameZh: '虚构市',
  invented: true,
  document: { title: '虚构市政府工作报告', date: '2024-01-25', file: 'report.txt' },
  bureaus: ['commerce', 'transport'].map((id) => ({ id, nameZh: id, nameEn: id, duties: '', contacts: [{ step: 'liaison', name: '联络员（虚构）' }] })),
  indicators: [],
  routes: [{ id: 'all', match: {}, to: ['lead', 'supporting'], channels: ['flaky', 'plain'], continue: false }],
  supervision: 'office',
  ladder: LADDER,
}

/** What happens at each try: the four outcomes, a fault, and a crash after the effect or before it. */
const FATES = ['accepted', 'refused', 'deferred', 'unknown', 'throws', 'lost', 'killed-after', 'killed-before'] as const
type Fate = (typeof FATES)[number]

/** One event of one of three alerts, on one of the days. */
const happening = fc.record({
  day: fc.constantFrom(...DAYS),
  target: fc.constantFrom('a', 'b', 'c'),
  type: fc.constantFrom('raised', 'eased', 'worsened', 'escalated'),
})
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never

const eventOf = ({ day, target, type }: Happening, index: number): AlertEvent => {
  const subject = aTarget({
    id: target,
    nameZh: target,
    lead: { bureau: target === 'a' ? 'transport' : 'commerce', basis: 'stated' },
    supporting: target === 'c' ? [{ bureau: 'transport', basis: 'stated' }] : [],
  })
  return anAlertEvent({
    type,
    day,
    sequence: [0, index, 0],
    subject,
    alert: anAlert({ target: `999901/2024/${target}`, status: type === 'eased' ? 'eased' : 'open' }),
  })
}

const asReceipt = (outcome: Receipt['outcome']): Receipt => ({ outcome, code: outcome, text: '' })

/** A far end that keeps all that reached it. `lost` got there, though nobody knows; a kill ends every try that is under way. */
const aWorld = (fates: Fate[]) => {
  const arrived: Message[] = []
  const alive = { now: true }
  const arrive = (message: Message, outcome: Receipt['outcome']) => {
    arrived.push(message)
    return asReceipt(outcome)
  }
  const flaky: Channel = {
    name: 'flaky',
    deduplicates: false,
    deliver: async (message) => {
      const fate = fates.shift() ?? 'accepted'
      if (fate === 'throws') throw new Error('socket hang up')
      if (fate === 'killed-after' || fate === 'killed-before') alive.now = false
      if (fate === 'accepted' || fate === 'killed-after') return arrive(message, 'accepted')
      if (fate === 'lost') return arrive(message, 'unknown')
      return asReceipt(fate === 'killed-before' ? 'unknown' : fate)
    },
  }
  const plain: Channel = { name: 'plain', deduplicates: false, deliver: async (message) => arrive(message, 'accepted') }
  return { arrived, channels: [flaky, plain], alive }
}

/** Lives through the days, starting a new process after each crash, until nothing waits. */
const live = async (happenings: readonly Happening[], fates: Fate[]) => {
  const disk = emptyOutboxDisk()
  const world = aWorld(fates)
  const time = { day: DAYS[0] as string, now: 0 }
  /** How often each message had arrived when it was written down as accepted. */
  const settled = new Map<string, number>()
  const arrivals = (id: string) => world.arrived.filter((message) => message.id === id).length
  const events = happenings.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)).map(eventOf)
  const start = (holder: string) => {
    const memory = createMemoryOutbox(disk)
    world.alive.now = true
    const record: typeof memory.notices.record = async (tried) => {
      if (!world.alive.now) throw new Error('killed')
      if (tried.delivery?.outcome === 'accepted') settled.set(tried.delivery.notice, arrivals(tried.delivery.notice))
      await memory.notices.record(tried)
    }
    const outbox = { ...memory, notices: { ...memory.notices, record } }
    const parts = { outbox, log: createMemoryLog(), channels: world.channels, directory: () => directory, random: () => 0.5, holder, replay: true }
    return createNotifier({ ...parts, calendar: { now: () => 0, today: () => time.day }, wall: { now: () => time.now, today: () => '2030-01-01' } })
  }
  let processes = 0
  let notifier = start('0')
  const until = async (work: () => Promise<unknown>) => {
    for (;;) {
      try {
        return await work()
      } catch {
        processes += 1
        time.now += HOUR
        notifier = start(`${processes}`)
      }
    }
  }
  const send = () => notifier.sendDue(new AbortController().signal)
  for (const day of DAYS) {
    time.day = day
    const today = events.filter((event) => event.day === day)
    await until(async () =>
      notifier.processor.take(0).handle(today.map((event, offset) => ({ topic: 'alerts', partition: 0, offset, event: alertChanged(event) }))),
    )
    await until(send)
  }
  for (let hours = 0; hours < 300; hours += 1) {
    time.now += HOUR
    await until(send)
  }
  const twice = [...settled].filter(([id, count]) => arrivals(id) > count)
  return { arrived: world.arrived, twice, events, balance: await createMemoryOutbox(disk).deliveries.balance() }
}

it('whatever channels do and whenever it is killed, everyone is told everything, and nothing twice unless a reply was lost and the repeat says so', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { minLength: 1, maxLength: 12 }),
      fc.array(fc.constantFrom(...FATES), { maxLength: 30 }),
      async (happenings, fates) => {
        const { arrived, twice, balance, events } = await live(happenings, [...fates])
        const { accepted, refused, dead, unknown, superseded, waiting, due } = balance
        expect(accepted + refused + dead + unknown + superseded + waiting).toBe(due)
        expect(due).toBe(events.reduce((sum, { subject, type }) => sum + 1 + (type === 'escalated' ? 0 : subject.supporting.length), 0))
        expect({ refused, dead, superseded, waiting }).toEqual({ refused: 0, dead: 0, superseded: 0, waiting: 0 })
        expect(twice).toEqual([])
        const repeats = [...Map.groupBy(arrived, ({ id }) => id).values()].flatMap((messages) => messages.slice(1))
        expect(repeats.filter(({ subject }) => !subject.startsWith('（可能重复）'))).toEqual([])
      },
    ),
    { numRuns: 100 },
  )
})
