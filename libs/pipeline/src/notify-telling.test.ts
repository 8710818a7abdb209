import { type AlertEvent, alertChanged, type Day, type Directory, instantOf, type Route } from '@shixu/domain'
import { aCommand, anAlert, anAlertEvent, anAssessment, aTarget, LADDER } from '@shixu/testkit'
import { createMemoryLog } from '@shixu/testkit/memory-log'
import { createMemoryOutbox } from '@shixu/testkit/memory-outbox'
import { describe, expect, it } from 'vitest'
import { createNotifier } from './notify.ts'
import type { Channel, Message, Receipt, Recorded } from './ports.ts'

const post = (step: 'liaison' | 'supervision', email: string) => ({ step, name: '甲（虚构）', email })
const bureau = (id: string, step: 'liaison' | 'supervision' = 'liaison') => ({
  ...{ id, nameZh: id, nameEn: id, duties: '' },
  contacts: [post(step, `${id}@example.org`)],
})

const aRoute = (over: Partial<Route> = {}): Route => ({ id: 'all', match: {}, to: ['lead'], channels: ['mail'], continue: false, ...over })

const files = (over: Partial<Directory> = {}): Directory => ({
  nameZh: '虚构市',
  invented: false,
  document: { title: '虚构市政府工作报告', date: '2024-01-25', file: 'report.txt' },
  bureaus: [bureau('commerce'), bureau('customs'), bureau('office', 'supervision')],
  indicators: [],
  routes: [aRoute()],
  supervision: 'office',
  ladder: LADDER,
  ...over,
})

/** 20 June 2024 was a Thursday. */
const instant = (day: Day, hour: number) => instantOf({ day, minute: hour * 60 })
const WEEKDAYS = { isWorkday: (day: Day) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0, knownUntil: '2024-12-31' }

const aHouse = (directory: Directory, { replay = false, answers = [] as Receipt[] } = {}) => {
  const messages: Message[] = []
  const deliver = async (message: Message): Promise<Receipt> => {
    const answer = answers.shift() ?? { outcome: 'accepted', code: 'ok', text: '' }
    if (answer.outcome === 'accepted') messages.push(message)
    return answer
  }
  const mail: Channel = { name: 'mail', deduplicates: true, deliver }
  const time = { day: '2024-06-20' as Day, now: instant('2024-06-20', 10) }
  const held = { directory }
  const log = createMemoryLog()
  const notifier = createNotifier({
    ...{ outbox: createMemoryOutbox(), log, channels: [mail], workdays: WEEKDAYS, replay, holder: 'one', random: () => 0.5 },
    directory: () => held.directory,
    calendar: { now: () => 0, today: () => time.day },
    wall: { now: () => time.now, today: () => time.day },
  })
  const work = notifier.processor.take(0)
  let offset = 0
  const settle = async (...events: AlertEvent[]) => {
    const records = events.map((event): Recorded => {
      offset += 1
      return { topic: 'alerts', partition: 0, offset, event: alertChanged({ ...event, sequence: [0, offset, 0] }) }
    })
    await work.handle(records)
  }
  return {
    ...{ time, held, settle },
    send: async () => {
      const before = messages.length
      await notifier.sendDue(new AbortController().signal)
      return messages.slice(before)
    },
    on: (day: Day, hour = 10) => Object.assign(time, { day, now: instant(day, hour) }),
    untold: () =>
      log.read('deliveries').flatMap(({ event }) => (event?.type === 'delivery-recorded' && event.data?.outcome === 'superseded' ? [event.data.code] : [])),
  }
}

const green = anAssessment({ light: 'green', done: 8.4 })
const event = (type: AlertEvent['type'], over: Partial<AlertEvent> = {}): AlertEvent => {
  const status = type === 'resolved' ? 'over' : type === 'eased' ? 'eased' : 'open'
  const subject = aTarget({ id: 'trade', nameZh: '虚构外贸' })
  return anAlertEvent({ type, subject, alert: anAlert({ target: '999901/2024/trade', status, since: '2024-06-20' }), ...over })
}
const firstLines = (messages: readonly Message[]) => messages.map(({ text }) => text.split('\n')[0])

describe('what is told in quiet hours', () => {
  const hours = { days: 'workdays', from: '08:30', to: '18:00' } as const

  it('waits for the morning, also where it had been tried before the evening', async () => {
    const { settle, send, on } = aHouse(files({ hours }), { answers: [{ outcome: 'deferred', code: '451', text: '', retryAfterMs: 8 * 3_600_000 }] })
    on('2024-06-20', 17)
    await settle(event('raised'))
    expect(await send()).toEqual([])
    on('2024-06-21', 2)
    expect(await send()).toEqual([])
    on('2024-06-21', 8)
    expect(await send()).toEqual([])
    on('2024-06-21', 9)
    expect(firstLines(await send())).toEqual(['新增红灯1项（虚构外贸）。'])
  })

  it('waits over a weekend, and what was over by then is left out', async () => {
    const { settle, send, on, untold } = aHouse(files({ hours }))
    on('2024-06-22')
    await settle(
      event('raised', { day: '2024-06-22' }),
      event('raised', { day: '2024-06-22', subject: aTarget({ id: 'b', nameZh: '乙' }), alert: anAlert({ target: '999901/2024/b' }) }),
    )
    on('2024-06-23')
    await settle(event('resolved', { day: '2024-06-23', assessment: green }))
    expect(await send()).toEqual([])
    on('2024-06-24')
    expect(firstLines(await send())).toEqual(['新增红灯1项（乙）。'])
    expect(untold()).toEqual(['over-before-told'])
  })

  it('does not wait for whom a route names at any hour', async () => {
    const routes = [aRoute({ id: 'office', to: [{ bureau: 'office' }], hours: 'always', continue: true }), aRoute()]
    const { settle, send, on } = aHouse(files({ hours, routes }))
    on('2024-06-22', 3)
    await settle(event('raised', { day: '2024-06-22' }))
    expect((await send()).map(({ recipient }) => recipient.bureau)).toEqual(['office'])
    on('2024-06-24', 9)
    expect((await send()).map(({ recipient }) => recipient.bureau)).toEqual(['commerce'])
  })

  it('waits for the day in a replay, and for no hour', async () => {
    const { settle, send, on } = aHouse(files({ hours }), { replay: true })
    on('2024-06-22', 3)
    await settle(event('raised', { day: '2024-06-22' }))
    expect(await send()).toEqual([])
    on('2024-06-24', 3)
    expect(await send()).toHaveLength(1)
  })
})

describe('a report that is asked for before its day', () => {
  const hours = { days: 'workdays', from: '08:30', to: '18:00' } as const
  const asked = (type: AlertEvent['type'], id: string, over: Partial<AlertEvent> = {}) =>
    event(type, {
      subject: aTarget({ id, nameZh: id }),
      alert: anAlert({ target: `999901/2024/${id}`, kind: 'report-due', status: type === 'resolved' ? 'over' : 'open' }),
      owed: [{ period: '2024-05', due: '2024-06-25' }],
      ...over,
    })

  it('is one message for all of them, waits for a workday, and leaves out what has come meanwhile', async () => {
    const { settle, send, on, untold } = aHouse(files({ hours }))
    on('2024-06-22')
    await settle(asked('raised', '甲', { day: '2024-06-22' }), asked('raised', '乙', { day: '2024-06-22' }), asked('raised', '丙', { day: '2024-06-22' }))
    await settle(asked('resolved', '丙', { day: '2024-06-23' }))
    on('2024-06-24')
    expect(firstLines(await send())).toEqual([expect.stringMatching(/^近期应报2项（(甲、乙|乙、甲)）。$/u)])
    await settle(asked('resolved', '甲', { day: '2024-06-24' }))
    expect(await send()).toEqual([])
    expect(untold()).toEqual(['over-before-told', 'handed-in'])
  })

  it('goes along where the bureau hears of something else, and is asked for again on its day', async () => {
    const { settle, send, on } = aHouse(files())
    await settle(event('raised'), asked('raised', '甲'))
    expect(firstLines(await send())).toEqual(['新增红灯1项（虚构外贸），近期应报1项（甲）。'])
    on('2024-06-25')
    await settle(asked('reminded', '甲', { day: '2024-06-25' }))
    const [message] = await send()
    expect(message?.text).toContain('今日（2024年6月25日）截止')
    on('2024-06-26')
    await settle(
      asked('resolved', '甲', { day: '2024-06-26' }),
      asked('raised', '甲', { day: '2024-06-26', alert: anAlert({ target: '999901/2024/甲', kind: 'overdue' }) }),
    )
    expect(firstLines(await send())).toEqual(['逾期未报1项（甲）。'])
  })
})

describe('what was not sent yet', () => {
  it('is replaced by what is newer: the old figure is never told, and the history says why', async () => {
    const { settle, send, on, untold } = aHouse(files(), { answers: [{ outcome: 'deferred', code: '451', text: '' }] })
    await settle(event('raised'))
    expect(await send()).toEqual([])
    on('2024-06-20', 11)
    await settle(event('corrected', { before: { period: '2024-05', light: 'red', done: 3.1, outcome: null } }))
    const [only, ...more] = await send()
    expect(more).toEqual([])
    expect(only?.text).not.toContain('更正')
    expect(only?.alerts).toHaveLength(1)
    expect(untold()).toEqual(['replaced'])
  })
})

describe('a correction', () => {
  const corrected = (over: Partial<AlertEvent> = {}) =>
    event('corrected', { assessment: green, before: { period: '2024-05', light: 'red', done: 3.1, outcome: null }, ...over })

  it('reaches everyone who was told, though no route names him any more', async () => {
    const { settle, send, held } = aHouse(files({ routes: [aRoute({ to: ['lead', { bureau: 'customs' }] })] }))
    await settle(event('raised'))
    expect(await send()).toHaveLength(2)
    held.directory = files()
    await settle(corrected())
    const told = await send()
    expect(told.map(({ recipient }) => recipient.bureau).toSorted()).toEqual(['commerce', 'customs'])
    for (const { text } of told) expect(text).toMatch(/此前通报“.*3\.1%、红灯”，现更正为“.*8\.4%、绿灯”/u)
  })

  it.each([
    ['eased', {}, ['commerce', 'customs']],
    ['resolved', {}, ['commerce', 'customs']],
    ['closed', { status: 'over', outcome: 'missed' }, ['commerce', 'customs']],
    ['withdrawn', { status: 'over' }, ['commerce', 'customs']],
    ['escalated', { step: 'head' }, ['commerce']],
    ['acknowledged', {}, ['commerce']],
  ] as const)('is followed like all that takes back what was told: %s', async (type, alert, heard) => {
    const { settle, send, held } = aHouse(files({ routes: [aRoute({ to: ['lead', { bureau: 'customs' }] })] }))
    await settle(event('raised'))
    await send()
    held.directory = files()
    const { alert: now } = event(type)
    await settle(event(type, { alert: { ...now, ...alert }, ...(type === 'acknowledged' && { command: aCommand({}) }) }))
    expect((await send()).map(({ recipient }) => recipient.bureau).toSorted()).toEqual(heard)
  })

  it('and an ending reach nobody who heard of an earlier alert alone, or whose post is gone', async () => {
    const { settle, send, held, on } = aHouse(files({ routes: [aRoute({ to: ['lead', { bureau: 'customs' }] })] }))
    await settle(event('raised'))
    await send()
    held.directory = files({ bureaus: [bureau('commerce'), bureau('office', 'supervision')] })
    await settle(event('eased'))
    expect((await send()).map(({ recipient }) => recipient.bureau)).toEqual(['commerce'])
    held.directory = files()
    on('2024-09-20')
    await settle(
      event('resolved', { day: '2024-09-20', assessment: green, alert: anAlert({ target: '999901/2024/trade', status: 'over', since: '2024-09-01' }) }),
    )
    expect((await send()).map(({ recipient }) => recipient.bureau)).toEqual(['commerce'])
  })
})

describe('what is silenced', () => {
  const until = '2024-06-30'
  const silenced = (type: AlertEvent['type'], over: Partial<AlertEvent> = {}) =>
    event(type, {
      alert: anAlert({ target: '999901/2024/trade', silencedUntil: until, since: '2024-06-20', ...over.alert }),
      ...Object.fromEntries(Object.entries(over).filter(([key]) => key !== 'alert')),
    })
  const silence = (day: Day) =>
    silenced('acknowledged', {
      why: 'silenced',
      command: aCommand({ kind: 'silence', by: '张三', reason: '系统升级', until: day }),
      alert: anAlert({ silencedUntil: day, target: '999901/2024/trade' }),
    })

  it('is told when the silence is over, as it stands then', async () => {
    const { settle, send, on } = aHouse(files())
    await settle(silenced('raised'))
    on('2024-06-30')
    expect(await send()).toEqual([])
    on('2024-07-01')
    expect(firstLines(await send())).toEqual(['新增红灯1项（虚构外贸）。'])
  })

  it('is withdrawn though its message was composed, and waits for the morning: what else it told goes out, and the history says why', async () => {
    const hours = { days: 'workdays', from: '08:30', to: '18:00' } as const
    const { settle, send, on, untold } = aHouse(files({ hours }))
    on('2024-06-20', 19)
    const other = event('raised', { subject: aTarget({ id: 'b', nameZh: '乙' }), alert: anAlert({ target: '999901/2024/b' }) })
    await settle(event('raised'), other)
    expect(await send()).toEqual([])
    await settle(silence(until))
    on('2024-06-21', 9)
    const told = await send()
    expect(told.map(({ recipient, text }) => [recipient.bureau, text.split('\n')[0]]).toSorted()).toEqual([
      ['commerce', '新增红灯1项（乙）。'],
      ['office', '暂不通报1项（虚构外贸）。'],
    ])
    expect(untold()).toEqual(['silenced'])
    on('2024-07-01', 9)
    expect(firstLines(await send())).toEqual(['新增红灯1项（虚构外贸）。'])
  })

  it('is not told again where it went out before the silence was given', async () => {
    const { settle, send, untold } = aHouse(files())
    await settle(event('raised'))
    expect(await send()).toHaveLength(1)
    await settle(silence(until))
    expect((await send()).map(({ recipient }) => recipient.bureau)).toEqual(['office'])
    expect(untold()).toEqual([])
  })

  it('waits as long as the newest silence says, and the supervision office knows of it at once', async () => {
    const { settle, send, on } = aHouse(files())
    await settle(silenced('raised'))
    await settle(silence('2024-08-31'))
    expect((await send()).map(({ recipient, text }) => [recipient.bureau, text.split('\n')[0]])).toEqual([['office', '暂不通报1项（虚构外贸）。']])
    on('2024-07-01')
    expect(await send()).toEqual([])
    on('2024-09-01')
    expect(firstLines(await send())).toEqual(['新增红灯1项（虚构外贸）。'])
  })
})
