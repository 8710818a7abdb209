import { type AlertEvent, composeDigest, type Directory } from '@shixu/domain'
import type { Message } from '@shixu/pipeline/ports'
import { aTarget, LADDER } from './builders.ts'
import { aMessage, anAlertEvent } from './outbox-builders.ts'

const DIRECTORY: Directory = {
  nameZh: '虚构市',
  invented: true,
  document: { title: '虚构市政府工作报告', date: '2024-01-25', file: 'report.txt' },
  bureaus: [{ id: 'commerce', nameZh: '虚构商务局', nameEn: 'commerce', duties: '', contacts: [] }],
  indicators: [],
  routes: [],
  supervision: 'commerce',
  ladder: LADDER,
}

/** Invented: an alert whose year can be drawn. */
export const aDrawnAlert = (over: Partial<AlertEvent> = {}): AlertEvent =>
  anAlertEvent({
    subject: aTarget({ nameZh: '虚构出口额' }),
    curve: {
      goal: 8,
      line: [null, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8],
      thisYear: [null, 1.2, 2.4, 2.9, 3.1, null, null, null, null, null, null, null],
      lastYear: [null, -3.2, -1.1, 0.4, 1.9, 2.2, 3.1, 3.3, 2.8, 2.9, 3.4, 4],
    },
    ...over,
  })

/** The digest that the liaison of an invented bureau gets of these alerts, word for word. */
export function aDigest(alerts: readonly AlertEvent[], over: Partial<Message> = {}): Message {
  const { day, recipient } = aMessage(over)
  const due = alerts.map((event, at) => ({ id: `event-${at}`, event, role: 'lead' as const }))
  const { digest } = composeDigest({
    due,
    day,
    reader: { bureau: recipient.bureau, name: recipient.contact.name },
    directory: DIRECTORY,
    replay: false,
    yellow: [],
  })
  if (digest === null) throw new Error('nothing is left to say of these alerts')
  return aMessage({ ...digest, alerts, ...over })
}
