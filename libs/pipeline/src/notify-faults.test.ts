import { type AlertEvent, alertChanged, alertKey, type Directory, type Route } from '@shixu/domain'
import { anAlert, anAlertEvent, aTarget, LADDER } from '@shixu/testkit'
import { createMemoryLog } from '@shixu/testkit/memory-log'
import { createMemoryOutbox, emptyOutboxDisk } from '@shixu/testkit/memory-outbox'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createNotifier } from './notify.ts'
import type { Channel, Message, Outbox, Receipt } from './ports.ts'

const DAYS = ['2024-03-01', '2024-04-01', '2024-05-01', '2024-06-03'] as const
const HOUR = 3_600_000
const RUNS = Number(process.env.SHIXU_RUNS ?? 150)
const REPEAT = '（可能重复）'

const routeOf = (id: string, match: Route['match'], channels: readonly string[]): Route => ({
  id,
  match,
  to: ['lead', 'supporting'],
  channels,
  continue: false,
})

const directory: Directory = {
  nameZh: '虚构市',
  invented: true,
  document: { title: '虚构市政府工作报告', date: '2024-01-25', file: 'report.txt' },
  bureaus: ['commerce', 'transport', 'office'].map((id) => ({
    id,
    nameZh: id,
    nameEn: id,
    duties: '',
    contacts: (['liaison', 'head', 'supervision'] as const).map((step) => ({ step, name: '虚构', email: `${step}@${id}.example.org` })),
  })),
  indicators: [],
  routes: [routeOf('one', { targets: ['a'] }, ['flaky', 'dropping', 'plain']), routeOf('other', {}, ['dropping', 'flaky'])],
  supervision: 'office',
  ladder: LADDER,
}

/** What a far end does with a message; `lost` got there, though nobody knows. */
const FATES = ['accepted', 'refused', 'deferred', 'unknown', 'throws', 'lost', 'no room', 'wrong password'] as const
type Fate = (typeof FATES)[number]
const CHANNELS = ['flaky', 'dropping', 'plain'] as const

const happening = fc.record({
  day: fc.constantFrom(...DAYS),
  target: fc.constantFrom('a', 'b', 'c'),
  type: fc.constantFrom('raised', 'eased', 'worsened', 'escalated', 'resolved', 'corrected'),
})
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never

/** A process is killed at its n-th step, before the step has its effect or after. */
const death = fc.record({ steps: fc.nat(40), after: fc.boolean() })
type Death = typeof death extends fc.Arbitrary<infer D> ? D : never

const history = fc.record({
  happenings: fc.array(happening, { minLength: 1, maxLength: 14 }),
  fates: fc.tuple(...CHANNELS.map(() => fc.array(fc.constantFrom(...FATES), { maxLength: 25 }))),
  deaths: fc.tuple(fc.array(death, { maxLength: 6 }), fc.array(death, { maxLength: 6 })),
})
type History = typeof history extends fc.Arbitrary<infer H> ? H : never

const STATUS = { eased: 'eased', resolved: 'over' } as const

const eventOf = ({ day, target, type }: Happening, index: number): AlertEvent => {
  const subject = aTarget({
    id: target,
    nameZh: target,
    lead: { bureau: target === 'a' ? 'transport' : 'commerce', basis: 'stated' },
    supporting: target === 'c' ? [{ bureau: 'transport', basis: 'stated' }] : [],
  })
  const status = STATUS[type as keyof typeof STATUS] ?? 'open'
  return anAlertEvent({ type, day, sequence: [0, index, 0], subject, alert: anAlert({ target: `999901/2024/${target}`, status }) })
}

const receiptOf = (fate: Fate): Receipt => {
  const plain = { code: fate, text: '' }
  if (fate === 'no room') return { ...plain, outcome: 'deferred', code: 'no-room', blame: 'rate', retryAfterMs: 30_000 }
  if (fate === 'wrong password') return { ...plain, outcome: 'refused', blame: 'channel' }
  if (fate === 'lost' || fate === 'throws') return { ...plain, outcome: 'unknown' }
  return { ...plain, outcome: fate }
}

interface Arrival {
  readonly message: Message
  readonly channel: string
}

/** Far ends that do as they are fated, and then all is well. One of them drops what it has got already. */
const aWorld = (fates: readonly (readonly Fate[])[]) => {
  const arrived: Arrival[] = []
  const left = fates.map((each) => [...each])
  const channels = CHANNELS.map((name, at): Channel => {
    const deduplicates = name === 'dropping'
    const arrive = (message: Message) => {
      const isThere = arrived.some((each) => each.channel === name && each.message.id === message.id)
      if (!(deduplicates && isThere)) arrived.push({ message, channel: name })
    }
    return {
      name,
      deduplicates,
      deliver: async (message) => {
        const fate = left[at]?.shift() ?? 'accepted'
        if (fate === 'accepted' || fate === 'lost') arrive(message)
        await Promise.resolve()
        if (fate === 'throws') throw new Error('socket hang up')
        return receiptOf(fate)
      },
    }
  })
  return { arrived, channels }
}

/** A process that may be killed at any step: whatever it does afterwards has no effect. */
const aLife = (end: Death | undefined) => {
  const life = { isOver: false, left: end?.steps ?? Number.POSITIVE_INFINITY }
  const killed = () => {
    life.isOver = true
    return new Error('killed')
  }
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    if (life.isOver) throw new Error('killed')
    life.left -= 1
    if (life.left < 0 && !end?.after) throw killed()
    const done = await work()
    if (life.left < 0) throw killed()
    return done
  }
  return { life, step }
}

type Step = ReturnType<typeof aLife>['step']

const stepwise = <T extends object>(part: T, step: Step): T =>
  Object.fromEntries(
    Object.entries(part).map(([name, work]) => [name, (...given: unknown[]) => step(() => (work as (...all: unknown[]) => Promise<unknown>)(...given))]),
  ) as T

const mortal = (outbox: Outbox, step: Step): Outbox => ({
  ...outbox,
  dues: stepwise(outbox.dues, step),
  notices: stepwise(outbox.notices, step),
  circuits: stepwise(outbox.circuits, step),
  deliveries: stepwise(outbox.deliveries, step),
})

/** Two notifiers live through the days on one outbox, each started anew after each kill, until nothing waits. */
const live = async ({ happenings, fates, deaths }: History) => {
  const disk = emptyOutboxDisk()
  const log = createMemoryLog()
  const world = aWorld(fates)
  const time = { day: DAYS[0] as string, now: 0 }
  const events = happenings.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)).map(eventOf)
  const records = events.map((event, offset) => ({ topic: 'alerts' as const, partition: 0, offset, event: alertChanged(event) }))
  const ends = deaths.map((each) => [...each])
  let started = 0
  const start = (at: number) => {
    started += 1
    const { life, step } = aLife(ends[at]?.shift())
    const channels = world.channels.map((channel) => ({
      ...channel,
      deliver: (message: Message, signal: AbortSignal) => step(() => channel.deliver(message, signal)),
    }))
    const notifier = createNotifier({
      ...{ outbox: mortal(createMemoryOutbox(disk), step), log: { append: (some) => step(() => log.append(some)) }, channels, directory: () => directory },
      ...{ random: () => 0.5, holder: `${at}/${started}`, replay: true },
      calendar: { now: () => 0, today: () => time.day },
      wall: { now: () => time.now, today: () => '2030-01-01' },
    })
    return { life, notifier }
  }
  const two = [start(0), start(1)]
  /** Both do it at the same time, until both have done it in one life. A lease is over when its time is, so time goes on before a killed one is back. */
  const both = async (work: (one: ReturnType<typeof start>, at: number) => Promise<unknown>) => {
    for (;;) {
      await Promise.allSettled(two.map(work))
      const dead = two.flatMap(({ life }, at) => (life.isOver ? [at] : []))
      for (const at of dead) two[at] = start(at)
      time.now += HOUR
      if (dead.length === 0) return
    }
  }
  const send = () => both(({ notifier }) => notifier.sendDue(new AbortController().signal))
  for (const [index, day] of DAYS.entries()) {
    time.day = day
    const today = records.filter(({ event }) => event.data?.day === day)
    await both(async ({ notifier }, at) => {
      if (at !== index % 2) return
      const work = notifier.processor.take(0)
      work.recall(records.filter(({ event }) => (event.data?.day ?? '') < day))
      await work.handle(today)
    })
    await send()
  }
  const isWaiting = () => [...disk.notices.values()].some(({ at }) => at !== null)
  for (let hours = 0; hours < 400 && isWaiting(); hours += 1) await send()
  await send()
  return { arrived: world.arrived, disk, events, balance: await createMemoryOutbox(disk).deliveries.balance() }
}

type Lived = Awaited<ReturnType<typeof live>>

interface Heard {
  readonly who: string
  readonly notice: string
  readonly offset: number
}

const heardBy = ({ arrived }: Lived): readonly Heard[] =>
  arrived.flatMap(({ message }) =>
    message.alerts.map(({ alert, sequence }) => ({
      who: `${message.recipient.id} ${alertKey(alert.target, alert.kind)}`,
      notice: message.id,
      offset: sequence[1],
    })),
  )

/** The newest that each was due of each alert, where it was told at all and its fate is known. */
const toBeKnown = ({ disk }: Lived): ReadonlyMap<string, number> => {
  const dues = Map.groupBy(disk.dues.values(), ({ due }) => `${due.recipient} ${due.alert}`)
  const newest = [...dues].map(([who, each]) => [who, each.reduce((last, due) => (due.due.told.sequence[1] > last.due.told.sequence[1] ? due : last))] as const)
  return new Map(
    newest.flatMap(([who, { due, notice }]) => (disk.notices.get(notice ?? '')?.state === 'accepted' ? [[who, due.told.sequence[1]] as const] : [])),
  )
}

it('whatever channels do and whenever notifiers are killed, everyone ends up knowing the newest, in order, and nothing twice but what says that it may be', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const lived = await live(given)
      const { arrived, balance } = lived
      const { due, ...sides } = balance
      expect(Object.values(sides).reduce((sum, count) => sum + count, 0)).toBe(due)
      expect({ waiting: balance.waiting, dead: balance.dead }).toEqual({ waiting: 0, dead: 0 })

      const heard = heardBy(lived)
      const known = Map.groupBy(heard, ({ who }) => who)
      const last = new Map([...known].map(([who, each]) => [who, each.at(-1)?.offset]))
      for (const [who, offset] of toBeKnown(lived)) expect([who, last.get(who)]).toEqual([who, offset])
      for (const [who, each] of known)
        expect([who, each.map(({ offset }) => offset)]).toEqual([who, each.map(({ offset }) => offset).toSorted((a, b) => a - b)])

      const notices = Map.groupBy(heard, ({ who, offset }) => `${who} ${offset}`)
      expect([...notices].filter(([, each]) => new Set(each.map(({ notice }) => notice)).size > 1)).toEqual([])
      const repeats = [...Map.groupBy(arrived, ({ message }) => message.id).values()].flatMap((each) => each.slice(1))
      expect(repeats.filter(({ message }) => !message.subject.startsWith(REPEAT)).map(({ message, channel }) => [message.id, channel])).toEqual([])
    }),
    { numRuns: RUNS, ...(process.env.SHIXU_SEED !== undefined && { seed: Number(process.env.SHIXU_SEED) }) },
  )
})
