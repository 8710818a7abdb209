import { type AlertEvent, because } from '@shixu/domain'
import type { Due, Message, Notice } from '@shixu/pipeline/ports'
import { anAlert, anAssessment, aTarget } from './builders.ts'

/** Invented: an alert that has just been raised. */
export const anAlertEvent = (over: Partial<AlertEvent> = {}): AlertEvent => ({
  type: 'raised',
  why: 'turned-red',
  day: '2024-06-20',
  alert: anAlert(),
  sequence: [0, 1, 0],
  subject: aTarget(),
  assessment: anAssessment({
    light: 'red',
    done: 3.1,
    pMiss: 0.95,
    reason: because('miss-near-certain', {
      kind: 'growth',
      period: '2024-05',
      unit: '%',
      done: 3.1,
      due: 8,
      goal: 8,
      forecast: 3.4,
      pMiss: 0.95,
      monthsLeft: 7,
    }),
  }),
  ...over,
})

/** Invented: what the liaison of one bureau is to hear of. */
export const aDue = (over: Partial<Due> = {}): Due => ({
  event: 'event-1',
  recipient: '999901/commerce/liaison',
  region: '999901',
  bureau: 'commerce',
  alert: '999901/2024/invented-exports/pace',
  day: '2024-06-20',
  role: 'lead',
  route: 'all',
  channels: ['first', 'second'],
  told: anAlertEvent(),
  ...over,
})

/** One notice that covers all of a group. */
export const aNoticeOf = (dues: readonly Due[], over: Partial<Notice> = {}): Notice => {
  const { region, recipient, bureau, day, channels } = dues[0] ?? aDue()
  const covers = dues.map(({ event }) => event)
  return {
    id: `${recipient}@${day}:${covers.join('+')}`,
    region,
    recipient,
    bureau,
    day,
    channels,
    subject: `虚构 ${covers.length}`,
    text: '虚构',
    html: '<p>虚构</p>',
    markdown: '**虚构**',
    threads: ['root'],
    covers,
    unsent: null,
    ...over,
  }
}

/** Invented: a message to nobody, at an address that is reserved for examples. */
export const aMessage = (over: Partial<Message> = {}): Message => ({
  id: 'notice-1',
  region: '999901',
  recipient: {
    id: '999901/commerce/liaison',
    bureau: 'commerce',
    bureauName: '虚构商务局',
    contact: { step: 'liaison', name: '联络员（虚构）', email: 'liaison@example.org' },
  },
  day: '2024-06-20',
  subject: '新增红灯1项：虚构出口额｜虚构市2024年目标',
  text: '新增红灯1项。\n\n正文',
  html: '<p>新增红灯1项。</p>',
  markdown: '**新增红灯1项。**\n\n正文',
  threads: ['999901/2024/commerce', '999901/2024/invented-exports/pace'],
  alerts: [anAlertEvent()],
  ...over,
})
