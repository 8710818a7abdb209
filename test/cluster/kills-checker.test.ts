import { encodeEvent } from '@shixu/contracts'
import { deliveryRecorded, type Event, type Routes } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline'
import { expect, it } from 'vitest'
import { inventLoad } from './invented-load.ts'
import { differing, recordsOf, strayAlerts, tellingOf, undisturbed } from './kills-checker.ts'

const REGION = '999901'
const load = inventLoad({ regions: [REGION], firstYear: 2024, years: 1, seed: 1 })

/** As another client would read it. */
const written = (events: readonly Event[]): readonly Recorded[] =>
  recordsOf(
    events.map((event, offset) => {
      const { topic, key, id, type, body } = encodeEvent(event)
      const value = body === null ? null : Buffer.from(body).toString()
      return {
        topic: `p.shixu.${topic}`,
        partition: 0,
        offset,
        writtenAt: 0,
        key,
        headers: { ce_id: id, ce_type: type, ce_source: `/regions/${REGION}` },
        value,
      }
    }),
  )

const facts = written([...load.before, ...load.months.flat(2)])
const expected = undisturbed(facts)
const found = written(expected)
const alerts = expected.flatMap((event) => (event.type === 'alert-changed' && event.data ? [{ ...event, data: event.data }] : []))
const assessments = expected.flatMap((event) => (event.type === 'target-assessed' && event.data ? [{ ...event, data: event.data }] : []))
const [first] = alerts
const lastAssessed = assessments.at(-1)!

it('finds nothing where all is as it should be, in whatever order and however often it was written', () => {
  expect(alerts.length).toBeGreaterThan(20)
  for (const type of ['alert-changed', 'target-assessed'] as const) expect(differing(type, [...found, ...found].reverse(), expected)).toEqual([])
  expect(strayAlerts([...found, ...found], expected)).toEqual([])
})

it('finds an alert that is missing, one too many, and one that says something else', () => {
  const without = found.filter(({ event }) => event?.id !== first?.id)
  expect(strayAlerts(without, expected)).toEqual([`${first?.id} is missing`])
  expect(
    strayAlerts(
      found,
      expected.filter(({ id }) => id !== first?.id),
    ),
  ).toEqual([`${first?.id} should not be`])
  const other = written([{ ...first!, data: { ...first!.data, day: '2020-01-01' } }])
  expect(strayAlerts([...without, ...other], expected)).toEqual([`${first?.id} says something else`])
})

it('finds an assessment that stands with another value, or does not stand at all', () => {
  const without = found.filter(({ event }) => event?.key !== lastAssessed.key)
  expect(differing('target-assessed', without, expected)).toEqual([expect.stringContaining('stands nothing')])
  const changed = written([{ ...lastAssessed, data: { ...lastAssessed.data, overdue: !lastAssessed.data.overdue } }])
  expect(differing('target-assessed', [...without, ...changed], expected)).toEqual([expect.stringContaining('with another value')])
})

const ROUTES: Routes = {
  supervision: 'office',
  bureaus: [
    {
      id: 'commerce',
      nameZh: '虚构商务局',
      nameEn: 'Invented',
      duties: '',
      contacts: [{ step: 'liaison', name: '虚构联络员', email: 'commerce@example.org' }],
    },
  ],
  routes: [{ id: 'all', match: {}, to: ['lead'], channels: ['maildir'], continue: false }],
}

it('finds who was told twice, who was not told, and a mail that nobody accounts for', () => {
  const told = (notice: string, covers: readonly string[]): Event =>
    deliveryRecorded(REGION, {
      notice,
      attempt: 1,
      channel: 'maildir',
      recipient: `${REGION}/commerce/liaison`,
      bureau: 'commerce',
      day: '2024-06-20',
      subject: '',
      covers,
      outcome: 'accepted',
      code: '',
      text: '',
      durationMs: 1,
    })
  const left = {
    records: written([told('one', [first!.id]), told('two', [first!.id])]),
    mails: ['999901/commerce/new/one.eml', '999901/commerce/new/three.eml'],
  }
  const due = tellingOf(left, [first!, alerts.at(-1)!], () => ROUTES)
  expect(due.untold).toEqual([`${REGION}/commerce/liaison ${alerts.at(-1)!.id}`])
  expect(due.stray).toEqual([])
  const telling = tellingOf(left, [], () => undefined)
  expect(telling.twice).toEqual([`${REGION}/commerce/liaison ${first!.id}`])
  expect(telling.stray).toEqual([`${REGION}/commerce/liaison ${first!.id}`])
  expect(telling.mails).toEqual(['two: 0 mails, accepted', 'three: 1 mails, no delivery'])
})
