import { type AlertEvent, alertChanged, type Bureau, type Day, type Delivery, type Directory, type Event } from '@shixu/domain'
import { anAlert, anAlertEvent, anIndicator, aTarget, LADDER } from '@shixu/testkit'
import { createMemoryLog } from '@shixu/testkit/memory-log'
import { createMemoryOutbox, emptyOutboxDisk } from '@shixu/testkit/memory-outbox'
import { describe, expect, it } from 'vitest'
import { createNotifier, NOTIFIER_GROUP, type NotifierParts } from './notify.ts'
import { composeNotices } from './notify-compose.ts'
import { deliverAll } from './notify-lanes.ts'
import type { Channel, Message, Outbox, Receipt, Recorded } from './ports.ts'

const bureau = (id: string, over: Partial<Bureau> = {}): Bureau => ({
  id,
  nameZh: `虚构${id}`,
  nameEn: id,
  duties: '',
  contacts: [
    { step: 'liaison', name: '联络员（虚构）', email: `liaison@${id}.example.org` },
    { step: 'head', name: '负责人（虚构）', email: `head@${id}.example.org` },
  ],
  ...over,
})

const directory: Directory = {
  nameZh: '虚构市',
  invented: true,
  document: { title: '虚构市政府工作报告', date: '2024-01-25', file: 'report.txt' },
  bureaus: [
    bureau('commerce'),
    bureau('transport'),
    bureau('office', { contacts: [{ step: 'supervision', name: '督查员（虚构）', email: 'ducha@example.org' }] }),
  ],
  indicators: [anIndicator()],
  routes: [{ id: 'all', match: {}, to: ['lead', 'supporting'], channels: ['first', 'second'], continue: false }],
  supervision: 'office',
  ladder: LADDER,
}

const ACCEPTED: Receipt = { outcome: 'accepted', code: 'ok', text: '' }

/** A channel that answers as it is told, and keeps what it accepted. */
const aChannel = (
  name: string,
  { answer = () => ACCEPTED, deduplicates = false }: { answer?: (message: Message) => Receipt | Promise<Receipt>; deduplicates?: boolean } = {},
) => {
  const messages: Message[] = []
  const channel: Channel = {
    name,
    deduplicates,
    deliver: async (message) => {
      const receipt = await answer(message)
      if (receipt.outcome === 'accepted') messages.push(message)
      return receipt
    },
  }
  return { channel, messages }
}

const setUp = (over: Partial<NotifierParts> = {}) => {
  const first = aChannel('first')
  const time = { day: '2024-06-20', now: 1_000_000 }
  const log = createMemoryLog()
  const outbox = createMemoryOutbox()
  const parts: NotifierParts = {
    outbox,
    log,
    channels: [first.channel],
    directory: (region) => (region === '999901' ? directory : undefined),
    calendar: { now: () => 0, today: () => time.day },
    wall: { now: () => time.now, today: () => '2030-01-01' },
    random: () => 0.5,
    holder: 'one',
    replay: false,
    ...over,
  }
  const notifier = createNotifier(parts)
  const work = notifier.processor.take(0)
  let offset = 0
  const recorded = (events: readonly AlertEvent[]): readonly Recorded[] =>
    events.map((event) => ({ topic: 'alerts', partition: 0, offset: offset++, event: alertChanged(event) }))
  return {
    ...{ notifier, work, first, time, log, outbox, recorded, parts },
    settle: async (...events: AlertEvent[]): Promise<readonly Event[]> => work.handle(recorded(events)),
    send: () => notifier.sendDue(new AbortController().signal),
    told: () => log.read('deliveries').flatMap(({ event }) => (event?.type === 'delivery-recorded' && event.data ? [event.data] : [])),
  }
}

const about = (id: string, over: Partial<AlertEvent> = {}, day: Day = '2024-06-20'): AlertEvent => {
  const target = `999901/2024/${id}`
  return anAlertEvent({
    day,
    subject: aTarget({ id, nameZh: `虚构${id}` }),
    alert: anAlert({ target, ...over.alert }),
    ...Object.fromEntries(Object.entries(over).filter(([key]) => key !== 'alert')),
  })
}

describe('the notifier', () => {
  it('tells each recipient of a day in one message, and the log of each delivery', async () => {
    const { settle, send, first, told, outbox } = setUp()
    expect(await settle(about('a'), about('b'), about('c', { subject: aTarget({ id: 'c', lead: { bureau: 'transport', basis: 'stated' } }) }))).toEqual([])
    expect(await send()).toMatchObject({ composed: 2, accepted: 2 })
    expect(first.messages.map(({ recipient, subject }) => [recipient.id, recipient.contact.email, subject.slice(0, 10)]).sort()).toEqual([
      ['999901/commerce/liaison', 'liaison@commerce.example.org', '[示例]新增红灯2项'],
      ['999901/transport/liaison', 'liaison@transport.example.org', '[示例]新增红灯1项'],
    ])
    expect(
      told()
        .map(({ bureau, attempt, channel, outcome, covers }) => [bureau, attempt, channel, outcome, covers.length])
        .sort(),
    ).toEqual([
      ['commerce', 1, 'first', 'accepted', 2],
      ['transport', 1, 'first', 'accepted', 1],
    ])
    expect(await outbox.deliveries.balance()).toMatchObject({ due: 3, accepted: 3, waiting: 0 })
  })

  it('tells nothing twice, however often it reads the same events', async () => {
    const { settle, send, first, work, recorded } = setUp()
    const events = [about('a'), about('b')]
    await settle(...events)
    await settle(...events)
    await send()
    await settle(...events)
    work.recall(recorded(events))
    expect(await send()).toMatchObject({ composed: 0, accepted: 0 })
    expect(first.messages).toHaveLength(1)
  })

  it('ignores what a late owner writes after a newer sequence, recalled or read', async () => {
    const { settle, send, first, work, recorded } = setUp()
    work.recall(recorded([about('a', { sequence: [0, 9, 0] })]))
    await settle(about('a', { sequence: [0, 8, 0], type: 'resolved' }), about('a', { sequence: [0, 9, 0] }))
    expect(await send()).toMatchObject({ composed: 0 })
    await settle(about('a', { sequence: [0, 9, 1], type: 'escalated' }))
    await send()
    expect(first.messages.map(({ subject }) => subject)).toEqual([expect.stringContaining('提请重视1项')])
  })

  it('hands a batch that failed in again, and loses none of it', async () => {
    const memory = createMemoryOutbox()
    const broken = { once: true }
    const add: Outbox['dues']['add'] = (dues, now) => {
      if (!broken.once) return memory.dues.add(dues, now)
      broken.once = false
      return Promise.reject(new Error('the database is away'))
    }
    const { settle, send } = setUp({ outbox: { ...memory, dues: { ...memory.dues, add } } })
    await expect(settle(about('a'))).rejects.toThrow('away')
    await settle(about('a'))
    expect(await send()).toMatchObject({ composed: 1 })
  })

  it('gives what nobody would hear of to the operator', async () => {
    const { settle, work } = setUp()
    const nowhere = await settle(
      about('a', { subject: aTarget({ lead: { bureau: 'unheard-of', basis: 'stated' } }) }),
      about('b', { subject: aTarget({ region: '888801' }), alert: anAlert({ target: '888801/2024/b' }) }),
    )
    expect(nowhere.map(({ type, data }) => [type, (data as { code: string }).code, (data as { about: string }).about])).toEqual([
      ['dead-lettered', 'no-recipient', '999901/2024/a'],
      ['dead-lettered', 'no-recipient', '888801/2024/b'],
    ])
    const unreadable = await work.handle([
      { topic: 'alerts', partition: 3, offset: 7, event: null, unreadable: { key: '999901/2024/a/pace', reason: 'bad JSON', bytes: Buffer.from('{') } },
    ])
    expect(unreadable).toMatchObject([{ region: '999901', data: { code: 'unreadable', place: 'alerts/3@7', reason: 'bad JSON', bytes: 'ew==' } }])
  })

  it('waits for the day on which one is to hear of it', async () => {
    const { settle, send, time } = setUp({
      workdays: { isWorkday: (day) => day >= '2024-06-24', knownUntil: '2024-12-31' },
      directory: () => ({ ...directory, hours: { days: 'workdays', from: '00:00', to: '23:59' } }),
      replay: true,
    })
    await settle(about('a'), about('b', {}, '2024-06-21'))
    expect(await send()).toMatchObject({ composed: 0 })
    time.day = '2024-06-24'
    expect(await send()).toMatchObject({ composed: 1, accepted: 1 })
  })

  it('leaves nobody out because one message cannot be put into words', async () => {
    const { settle, send, told, outbox } = setUp()
    const broken = { ...about('a'), assessment: { ...anAlertEvent().assessment!, reason: null as never }, type: 'raised' } as AlertEvent
    await settle(broken, about('c', { subject: aTarget({ id: 'c', lead: { bureau: 'transport', basis: 'stated' } }) }))
    expect(await send()).toMatchObject({ accepted: 1, dead: 1 })
    expect(told().find(({ outcome }) => outcome === 'dead')).toMatchObject({ code: 'not-composed', bureau: 'commerce' })
    expect(await outbox.deliveries.balance()).toMatchObject({ due: 2, accepted: 1, dead: 1, waiting: 0 })
  })
})

describe('a delivery', () => {
  it('falls back to the next channel where one refuses for good', async () => {
    const first = aChannel('first', { answer: () => ({ outcome: 'refused', code: '93000', text: 'robot gone' }) })
    const second = aChannel('second')
    const { settle, send, told } = setUp({ channels: [first.channel, second.channel] })
    await settle(about('a'))
    expect(await send()).toMatchObject({ composed: 1, refused: 1, accepted: 1 })
    expect(second.messages).toHaveLength(1)
    expect(told().map(({ attempt, channel, outcome, code }) => [attempt, channel, outcome, code])).toEqual([
      [1, 'first', 'refused', '93000'],
      [2, 'second', 'accepted', 'ok'],
    ])
  })

  it('is tried only on channels that are set up, where there is one', async () => {
    const second = aChannel('second')
    const { settle, send, told } = setUp({ channels: [second.channel] })
    await settle(about('a'))
    expect(await send()).toMatchObject({ composed: 1, refused: 0, accepted: 1 })
    expect(told().map(({ channel }) => channel)).toEqual(['second'])
  })

  it('goes to a mailbox that two posts share once, where the channel that would reach each is not set up', async () => {
    const contacts = (['liaison', 'head'] as const).map((step) => ({ step, name: step, email: 'office@commerce.example.org', wecom: [step] }))
    const shared = { ...directory, bureaus: [bureau('commerce', { contacts }), ...directory.bureaus.slice(1)] }
    const told = async (...names: readonly string[]) => {
      const routes = [{ ...directory.routes[0]!, channels: ['wecom-app', 'smtp'] }]
      const { settle, send } = setUp({ directory: () => ({ ...shared, routes }), channels: names.map((name) => aChannel(name).channel) })
      await settle({ ...about('a'), alert: { ...about('a').alert, step: 'head' } })
      return (await send()).accepted
    }
    expect([await told('smtp'), await told('wecom-app', 'smtp')]).toEqual([1, 2])
  })

  it('is refused where no channel is set up, or nobody holds the post any more', async () => {
    const files = { now: directory }
    const { settle, send, told } = setUp({ channels: [], directory: () => files.now })
    await settle(about('a'))
    expect(await send()).toMatchObject({ refused: 2 })
    files.now = { ...directory, bureaus: [] }
    await settle(about('b'))
    expect(told().map(({ code }) => code)).toEqual(['no-channel', 'no-channel'])
  })

  it('is postponed and made good, and the day may end meanwhile', async () => {
    const answers: Receipt[] = [{ outcome: 'deferred', code: '451', text: 'greylisted', retryAfterMs: 300_000 }]
    const first = aChannel('first', { answer: () => answers.shift() ?? ACCEPTED })
    const { settle, send, time, outbox } = setUp({ channels: [first.channel] })
    await settle(about('a'))
    expect(await send()).toMatchObject({ composed: 1, deferred: 1, accepted: 0 })
    expect(await outbox.deliveries.balance()).toMatchObject({ due: 1, waiting: 1 })
    time.now += 314_999 // spread by half of a tenth
    expect(await send()).toMatchObject({ deferred: 0, accepted: 0 })
    time.now += 1
    expect(await send()).toMatchObject({ accepted: 1 })
  })

  it('whose reply was lost is tried once more, later, and says that it may be a repeat', async () => {
    const seen: string[] = []
    const first = aChannel('first', {
      answer: ({ subject }) => {
        seen.push(subject)
        throw new Error('socket hang up')
      },
    })
    const { settle, send, time, told, outbox } = setUp({
      channels: [first.channel],
    })
    await settle(about('a'))
    expect(await send()).toMatchObject({ unknown: 1 })
    time.now += 15 * 60_000
    expect(await send()).toMatchObject({ unknown: 1 })
    time.now += 1e9
    expect(await send()).toMatchObject({ unknown: 0 })
    expect(seen).toEqual([expect.stringMatching(/^\[示例\]/u), expect.stringMatching(/^（可能重复）/u)])
    expect(told().map(({ code, text }) => [code, text])).toEqual([
      ['channel-failed', 'socket hang up: The channel failed without saying what became of the message.'],
      ['channel-failed', 'socket hang up: The channel failed without saying what became of the message.'],
    ])
    expect(await outbox.deliveries.balance()).toMatchObject({ due: 1, unknown: 1 })
  })

  it('whose reply was lost, and that another channel brings, is marked there as a whole', async () => {
    let tries = 0
    const first = aChannel('first', {
      answer: () => {
        tries += 1
        return { outcome: tries === 1 ? 'unknown' : 'refused', code: 'x', text: '' }
      },
    })
    const second = aChannel('second')
    const { settle, send, time } = setUp({ channels: [first.channel, second.channel] })
    await settle(about('a'))
    expect(await send()).toMatchObject({ unknown: 1 })
    time.now += 15 * 60_000
    expect(await send()).toMatchObject({ refused: 1, accepted: 1 })
    expect(second.messages).toMatchObject([{ subject: expect.stringMatching(/^（可能重复）/u), mayHaveIt: true }])
  })

  it('of which some parts are out, and that another channel brings as a whole, is marked there', async () => {
    const partly: Receipt = { outcome: 'refused', code: '93000', text: '', partly: true }
    const second = aChannel('second')
    const { settle, send } = setUp({ channels: [aChannel('first', { answer: () => partly }).channel, second.channel] })
    await settle(about('a'))
    expect(await send()).toMatchObject({ refused: 1, accepted: 1 })
    expect(second.messages).toMatchObject([{ subject: expect.stringMatching(/^（可能重复）/u), mayHaveIt: true }])
  })

  it('that hangs is given up after a while, and so is its outcome', async () => {
    const { settle, send, told } = setUp({ channels: [aChannel('first', { answer: () => new Promise<Receipt>(() => undefined) }).channel], tryMs: 5 })
    await settle(about('a'))
    expect(await send()).toMatchObject({ unknown: 1 })
    expect(told()[0]).toMatchObject({ outcome: 'unknown', code: 'no-answer' })
  })

  it('that is under way when the process is to stop is not judged; the next process repeats it', async () => {
    const stop = new AbortController()
    const first = aChannel('first', {
      answer: () => {
        stop.abort()
        return new Promise<Receipt>(() => undefined)
      },
    })
    const { settle, notifier, told, outbox } = setUp({ channels: [first.channel] })
    await settle(about('a'))
    await expect(notifier.sendDue(stop.signal)).rejects.toThrow('aborted')
    expect(told()).toEqual([])
    expect(await outbox.deliveries.balance()).toMatchObject({ due: 1, waiting: 1 })
  })

  it.each([
    ['drops repeats itself: the same again', true, ['[示例]', '[示例]']],
    ['does not: it says so', false, ['[示例]', '（可能重']],
  ])('that was cut off before it was recorded is repeated by the next process; the channel %s', async (_name, deduplicates, beginnings) => {
    const disk = emptyOutboxDisk()
    const memory = createMemoryOutbox(disk)
    const first = aChannel('first', { deduplicates })
    const dying = setUp({ channels: [first.channel], outbox: { ...memory, notices: { ...memory.notices, record: () => Promise.reject(new Error('killed')) } } })
    await dying.settle(about('a'))
    await expect(dying.send()).rejects.toThrow('killed')
    const next = setUp({ channels: [first.channel], outbox: createMemoryOutbox(disk), holder: 'two' })
    next.time.now += 3 * 60_000
    expect(await next.send()).toMatchObject({ composed: 0, accepted: 1 })
    expect(first.messages.map(({ subject }) => subject.slice(0, 4))).toEqual(beginnings)
    expect(new Set(first.messages.map(({ id }) => id)).size).toBe(1)
  })

  it('is published again where a crash came between telling the log and marking it, under the same id', async () => {
    const memory = createMemoryOutbox()
    const once = { broken: true }
    const published: Outbox['deliveries']['published'] = (deliveries) => {
      if (!once.broken) return memory.deliveries.published(deliveries)
      once.broken = false
      return Promise.reject(new Error('killed'))
    }
    const { settle, send, log } = setUp({ outbox: { ...memory, deliveries: { ...memory.deliveries, published } } })
    await settle(about('a'))
    await expect(send()).rejects.toThrow('killed')
    await send()
    const ids = log.read('deliveries').map(({ event }) => event?.id)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })
})

it('counts a delivery once, though two notifiers tell the log of it at the same time', async () => {
  const outbox = createMemoryOutbox()
  const counted: string[] = []
  const happened = { delivered: ({ channel }: Delivery) => void counted.push(channel), failed: () => undefined }
  const log = createMemoryLog()
  const both = Promise.withResolvers<void>()
  let asked = 0
  // Neither goes on before the other has read what is to be told.
  const append: NotifierParts['log']['append'] = async (events) => {
    asked += 1
    if (asked === 2) both.resolve()
    await both.promise
    return log.append(events)
  }
  const [one, two] = ['one', 'two'].map((holder) => setUp({ outbox, holder, happened, log: { append } }))
  await one!.settle(about('a'))
  await outbox.dues.gather({ day: '2024-06-20', now: 1_000_000, graceMs: 0 }, (dues) => composeNotices({ directory: () => directory, replay: false }, dues))
  await deliverAll(one!.parts, new AbortController().signal)
  await Promise.all([one!.send(), two!.send()])
  expect([counted, new Set(log.read('deliveries').map(({ event }) => event?.id)).size]).toEqual([['first'], 1])
})

it('runs on a log and sends by itself until it is stopped, reporting what fails', async () => {
  const faults: unknown[] = []
  const memory = createMemoryOutbox()
  const once = { broken: true }
  const gather: Outbox['dues']['gather'] = (ready, compose) => {
    if (!once.broken) return memory.dues.gather(ready, compose)
    once.broken = false
    return Promise.reject(new Error('the database is away'))
  }
  const { notifier, log, first } = setUp({
    outbox: { ...memory, dues: { ...memory.dues, gather } },
    graceMs: 0,
    pauses: { msAfterRound: 1, msAfterFault: 1 },
    happened: { delivered: () => undefined, failed: (fault) => faults.push(fault) },
  })
  const stop = new AbortController()
  const running = Promise.all([log.process(NOTIFIER_GROUP, notifier.processor, stop.signal), notifier.run(stop.signal)])
  await log.append([alertChanged(about('a'))])
  await expect.poll(() => first.messages.length).toBe(1)
  stop.abort()
  await running
  expect(faults).toEqual([new Error('the database is away')])
})
