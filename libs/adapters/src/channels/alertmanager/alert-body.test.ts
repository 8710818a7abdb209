import { anAlert, anAlertEvent, aTarget } from '@shixu/testkit'
import { expect, test } from 'vitest'
import { alertBody } from './alert-body.ts'

const NOW = Date.parse('2024-06-20T09:00:00+08:00')
const PAGE = 'https://shixu.example.org/targets/{region}/{year}/{target}'
const body = (over: Parameters<typeof anAlertEvent>[0] = {}, telling = {}) => alertBody(anAlertEvent(over), { now: NOW, page: PAGE, ...telling })

test('what an alert is are its labels, the latest word its annotations', () => {
  const { labels, annotations, generatorURL } = body()
  expect(labels).toEqual({
    alertname: 'TargetPace',
    region: '999901',
    year: '2024',
    target: 'invented-exports',
    kind: 'pace',
    bureau: 'commerce',
    audience: 'operators',
    source: 'shixu-notifier',
  })
  expect(annotations).toMatchObject({
    summary: expect.stringMatching(/^红灯：.+（2024年）$/u),
    description: expect.stringMatching(/[\u4e00-\u9fff]/u),
    light: '红灯',
    event: 'raised',
  })
  expect(generatorURL).toBe('https://shixu.example.org/targets/999901/2024/invented-exports')
})

test('nothing that happens to an alert changes what it is', () => {
  const { labels } = body()
  for (const type of ['eased', 'worsened', 'escalated', 'acknowledged', 'corrected'] as const) {
    const after = body({ type, alert: anAlert({ status: 'eased', step: 'supervision', readings: 4 }), assessment: null })
    expect(after.labels).toEqual(labels)
    expect(after.annotations).toMatchObject({ event: type, step: 'supervision', readings: '4' })
  }
})

test('it stands for some minutes from now, and ends when it is over', () => {
  expect(body()).toMatchObject({ endsAt: new Date(NOW + 240_000).toISOString() })
  const over = anAlert({ status: 'over' })
  expect(body({ type: 'resolved', alert: over })).toMatchObject({ endsAt: new Date(NOW - 2_000).toISOString() })
  expect(body({ type: 'resolved', alert: over }, { overAt: NOW - 600_000 })).toMatchObject({ endsAt: new Date(NOW - 600_000).toISOString() })
})

test('it never ends before it began, whatever the clocks say', () => {
  const { startsAt, endsAt } = body({ type: 'resolved', alert: anAlert({ status: 'over', since: '2024-06-21' }) })
  expect(Date.parse(startsAt)).toBeLessThan(Date.parse(endsAt))
})

test('no name breaks out of its place, and none is empty', () => {
  const evil = 'x"}\n\u202e/../{target}'
  const { labels, annotations, generatorURL } = body({ subject: aTarget({ id: evil, nameZh: evil, lead: { bureau: '', basis: 'stated' } }) })
  expect(labels).toMatchObject({ target: expect.not.stringMatching(/[\n\u202e]/u), bureau: '-' })
  expect(annotations.summary).not.toMatch(/[\n\u202e]/u)
  expect(new URL(generatorURL).pathname.split('/')).toHaveLength(5)
})
