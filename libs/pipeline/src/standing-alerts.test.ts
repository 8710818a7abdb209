import { type AlertEvent, alertChanged, type Directory } from '@shixu/domain'
import { anAlert, anAlertEvent, anIndicator, LADDER } from '@shixu/testkit'
import { expect, test } from 'vitest'
import type { Channel, Processor, Receipt, Recorded, StandingAlert } from './ports.ts'
import { createStandingAlerts } from './standing-alerts.ts'

const contact = { step: 'liaison' as const, name: '联络员（虚构）', email: 'liaison@example.org' }
const screens = { id: 'screens', match: {}, to: ['lead' as const], channels: ['screen'], continue: true }

const directory: Directory = {
  nameZh: '虚构市',
  invented: true,
  document: { title: '虚构市政府工作报告', date: '2024-01-25', file: 'report.txt' },
  bureaus: [{ id: 'commerce', nameZh: '虚构商务局', nameEn: 'Commerce', duties: '', contacts: [contact] }],
  indicators: [anIndicator()],
  routes: [screens],
  supervision: 'office',
  ladder: LADDER,
}

const MINUTE = 60_000

const setUp = ({ routes = directory.routes, receipt = { outcome: 'accepted', code: 'stored', text: '' } as Receipt } = {}) => {
  const time = { now: 1_000 * MINUTE, today: '2024-06-20' }
  const kept: (readonly StandingAlert[])[] = []
  const happened: [string, string][] = []
  const stopping = new AbortController()
  const screen: Channel = {
    name: 'screen',
    deduplicates: true,
    deliver: async () => receipt,
    keep: async (alerts) => {
      kept.push(alerts)
      if (kept.length === 2) stopping.abort()
      return receipt
    },
  }
  const standing = createStandingAlerts({
    channels: [screen, { name: 'mail', deduplicates: false, deliver: async () => receipt }],
    directory: () => ({ ...directory, routes }),
    wall: { now: () => time.now },
    calendar: { today: () => time.today },
    kept: (channel, { outcome }) => happened.push([channel, outcome]),
    everyMs: 1,
  })
  const step: Processor = { reads: ['alerts'], recalls: ['alerts'], take: () => ({ recall: () => undefined, handle: () => [], release: () => undefined }) }
  const work = standing.watching(step).take(0)
  let offset = 0
  const record = (event: Partial<AlertEvent>): Recorded => {
    offset += 1
    const changed = anAlertEvent({ sequence: [0, offset, 0], ...event })
    return { topic: 'alerts', partition: 0, offset, writtenAt: time.now, event: alertChanged(changed) }
  }
  const shown = () => standing.of('screen').map(({ event, overAt }) => [event.type, overAt ?? null])
  return { time, standing, work, record, shown, kept, happened, stopping }
}

const over = anAlert({ status: 'over' })

test('an alert stands from when it is raised, by its latest word, and is told as over for a quarter of an hour', async () => {
  const { work, record, shown, time } = setUp()
  await work.handle([record({})])
  expect(shown()).toEqual([['raised', null]])
  await work.handle([record({ type: 'eased', alert: anAlert({ status: 'eased' }) })])
  expect(shown()).toEqual([['eased', null]])
  await work.handle([record({ type: 'resolved', alert: over })])
  const overAt = time.now
  time.now += 14 * MINUTE
  expect(shown()).toEqual([['resolved', overAt]])
  time.now += 2 * MINUTE
  expect(shown()).toEqual([])
})

test('a restart recalls what stands, and what was over long ago is not told again', () => {
  const { work, record, shown, time } = setUp()
  const past = [record({}), record({ type: 'resolved', alert: over })]
  time.now += 60 * MINUTE
  work.recall([...past, record({ alert: anAlert({ target: '999901/2024/other' }) })])
  expect(shown()).toEqual([['raised', null]])
})

test('who was told that it stands is told that it is over, though the route is of what is raised alone', async () => {
  const { work, record, shown } = setUp({ routes: [{ ...screens, match: { events: ['raised'] } }] })
  await work.handle([record({})])
  await work.handle([record({ type: 'acknowledged' })])
  expect(shown()).toEqual([['acknowledged', null]])
  await work.handle([record({ type: 'resolved', alert: over })])
  expect(shown()).toEqual([['resolved', expect.any(Number)]])
})

test('what no route leads to a channel does not stand there', async () => {
  const { work, record, standing } = setUp({ routes: [{ ...screens, channels: ['mail'] }] })
  await work.handle([record({})])
  expect(standing.of('screen')).toEqual([])
})

test('an old word that comes late, and a batch that comes again, change nothing', async () => {
  const { work, record, shown } = setUp()
  const raised = record({})
  await work.handle([raised, record({ type: 'worsened' })])
  await work.handle([raised])
  expect(shown()).toEqual([['worsened', null]])
})

test('what is silenced is not told again until that day is over', async () => {
  const { work, record, shown, time } = setUp()
  await work.handle([record({ alert: anAlert({ silencedUntil: '2024-06-25' }) })])
  expect(shown()).toEqual([])
  time.today = '2024-06-26'
  expect(shown()).toEqual([['raised', null]])
})

test('a partition that is given away takes its alerts with it', async () => {
  const { work, record, shown } = setUp()
  await work.handle([record({})])
  work.release()
  expect(shown()).toEqual([])
})

test('a channel that keeps states is told all that stands, and what became of it is told on', async () => {
  const { work, record, standing, kept, happened, stopping } = setUp()
  await work.handle([record({})])
  await standing.keep(stopping.signal)
  expect(kept.map((alerts) => alerts.map(({ event }) => event.type))).toEqual([['raised'], ['raised']])
  expect(happened).toEqual([['screen', 'accepted']])
})
