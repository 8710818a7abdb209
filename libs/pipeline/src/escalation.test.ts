import { type AlertEvent, type Bureau, type Event, type Routes, route } from '@shixu/domain'
import { aCommand, anObservation, facts, plainWorkdays } from '@shixu/testkit'
import { expect, test } from 'vitest'
import { createEvaluator } from './evaluate.ts'

const post = (step: 'liaison' | 'head' | 'supervision') => ({ step, name: `${step}（虚构）`, email: `${step}@example.org` })
const bureau = (id: string, contacts: Bureau['contacts']): Bureau => ({ id, nameZh: id, nameEn: id, duties: '', contacts })
const routes: Routes = {
  bureaus: [bureau('commerce', [post('liaison'), post('head')]), bureau('office', [post('supervision')])],
  routes: [{ id: 'all', match: {}, to: ['lead'], channels: ['mail'], continue: false }],
  supervision: 'office',
}

/** A figure of a month, published on the 20th of the next: far behind 8 %, or well ahead of it. */
const figure = (month: string, published: string, value: number): Event => facts.published(anObservation({ period: `2024-${month}`, value, published }))
const red = (month: string, published: string): Event => figure(month, published, -6)
const green = (month: string, published: string): Event => figure(month, published, 14)
const acknowledge = (until: string): Event => facts.commanded(aCommand({ id: `a-${until}`, until }))
const receipt = (until: string): Event => facts.commanded(aCommand({ id: `r-${until}`, until, receiptOnly: true }))
const silence = (until: string): Event => facts.commanded(aCommand({ id: `s-${until}`, kind: 'silence', until }))

/** The first red reading, on 20 June. Head: two readings or 30 days; supervision: three readings or 60 days. */
const FIRST = red('05', '2024-06-20')
const LAST = '2024-12-31'

type Given = Readonly<Record<string, readonly Event[]>>

/** What happens on which day, and who hears of it then: `2024-07-20 escalated: liaison, head`. */
function course(given: Given): readonly string[] {
  const work = createEvaluator({ workdays: plainWorkdays }).take(0)
  const past = anObservation({ period: '2023-12', value: 9, published: '2024-01-20' })
  const days = facts.days('2024-06-20', LAST).flatMap((day) => [day, ...(day.type === 'day-began' && day.data ? (given[day.data.day] ?? []) : [])])
  const all = [facts.declared(), facts.published(past), ...days]
  const said = work.handle(all.map((event, offset) => ({ topic: 'facts', partition: 0, offset, event }))) as readonly Event[]
  return said.flatMap(({ type, data }) => (type === 'alert-changed' ? [sayEvent(data as AlertEvent)] : []))
}

const sayEvent = (event: AlertEvent): string =>
  `${event.day} ${event.type}: ${route(event, routes)
    .recipients.map(({ contact }) => contact.step)
    .join(', ')}`

const RAISED = '2024-06-20 raised: liaison'
const ALL = 'liaison, head, supervision'

test.each<[string, Given, readonly string[]]>([
  [
    'nobody answers: the head after 30 days, the supervision office 60 days later, and then nothing more',
    {},
    ['2024-07-20 escalated: liaison, head', `2024-09-18 escalated: ${ALL}`],
  ],
  [
    'red again and again: the second reading goes to the head, the third to the supervision office',
    { '2024-07-19': [red('06', '2024-07-19')], '2024-08-20': [red('07', '2024-08-20')], '2024-09-20': [red('08', '2024-09-20')] },
    ['2024-07-19 escalated: liaison, head', `2024-08-20 escalated: ${ALL}`],
  ],
  [
    'a promise holds the ladder up to its day; the day after it is reminded of, and the days count anew',
    { '2024-07-01': [acknowledge('2024-08-31')], '2024-07-19': [red('06', '2024-07-19')] },
    ['2024-07-01 acknowledged: liaison', '2024-09-01 reminded: liaison', '2024-10-01 escalated: liaison, head', `2024-11-30 escalated: ${ALL}`],
  ],
  [
    'a promise given anew after the reminder holds it again',
    { '2024-07-01': [acknowledge('2024-07-31')], '2024-08-05': [acknowledge('2024-12-31')] },
    ['2024-07-01 acknowledged: liaison', '2024-08-01 reminded: liaison', '2024-08-05 acknowledged: liaison'],
  ],
  [
    'a promise of the head’s holds what is left of the ladder',
    { '2024-08-01': [acknowledge('2024-10-31')] },
    ['2024-07-20 escalated: liaison, head', '2024-08-01 acknowledged: liaison, head', '2024-11-01 reminded: liaison, head', `2024-12-31 escalated: ${ALL}`],
  ],
  [
    'a mere receipt holds it for its days alone',
    { '2024-07-01': [receipt('2024-07-08')] },
    ['2024-07-01 acknowledged: liaison', '2024-07-09 reminded: liaison', '2024-08-08 escalated: liaison, head', `2024-10-07 escalated: ${ALL}`],
  ],
  [
    'a silence holds all, and its days are not days without an answer',
    { '2024-07-01': [silence('2024-08-31')], '2024-07-19': [red('06', '2024-07-19')] },
    ['2024-07-01 acknowledged: liaison, supervision', '2024-09-01 escalated: liaison, head', `2024-10-31 escalated: ${ALL}`],
  ],
  [
    'a silence puts off a reminder too',
    { '2024-07-01': [acknowledge('2024-07-31'), silence('2024-08-31')] },
    [
      '2024-07-01 acknowledged: liaison',
      '2024-07-01 acknowledged: liaison, supervision',
      '2024-09-01 reminded: liaison',
      '2024-10-01 escalated: liaison, head',
      `2024-11-30 escalated: ${ALL}`,
    ],
  ],
  [
    'what is made good ends it: yellow first, then green, and a promise for a later day is not reminded of',
    { '2024-07-01': [acknowledge('2024-08-31')], '2024-07-19': [green('06', '2024-07-19')], '2024-08-20': [green('07', '2024-08-20')] },
    ['2024-07-01 acknowledged: liaison', '2024-07-19 eased: liaison', '2024-08-20 resolved: liaison'],
  ],
  [
    'what turns red again after yellow goes on where the ladder stood, and its days count anew',
    { '2024-07-25': [green('06', '2024-07-25')], '2024-08-20': [red('07', '2024-08-20')] },
    ['2024-07-20 escalated: liaison, head', '2024-07-25 eased: liaison, head', '2024-08-20 worsened: liaison, head', `2024-10-19 escalated: ${ALL}`],
  ],
  [
    'what was made good and turns red anew begins at the bottom',
    { '2024-07-25': [green('06', '2024-07-25')], '2024-08-20': [green('07', '2024-08-20')], '2024-09-20': [red('08', '2024-09-20')] },
    [
      '2024-07-20 escalated: liaison, head',
      '2024-07-25 eased: liaison, head',
      '2024-08-20 resolved: liaison, head',
      '2024-09-20 raised: liaison',
      '2024-10-20 escalated: liaison, head',
      `2024-12-19 escalated: ${ALL}`,
    ],
  ],
])('%s', (_, given, expected) => {
  expect(course({ '2024-06-20': [FIRST], ...given })).toEqual([RAISED, ...expected])
})
