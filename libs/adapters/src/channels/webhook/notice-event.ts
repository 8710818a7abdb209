import { createHmac } from 'node:crypto'
import { type AlertEvent, alertKey, oneLine } from '@shixu/domain'
import type { Message } from '@shixu/pipeline/ports'

/** The message as a CloudEvent 1.0 in structured mode: the same bytes on every try. */
export const noticeEvent = ({ id, region, recipient, day, subject, text, alerts }: Message): string =>
  JSON.stringify({
    specversion: '1.0',
    id,
    source: `/shixu/${encodeURIComponent(region)}`,
    type: 'shixu.notice.v1',
    subject: recipient.bureau,
    time: `${day}T00:00:00+08:00`,
    datacontenttype: 'application/json',
    data: {
      region,
      day,
      recipient: { id: recipient.id, bureau: recipient.bureau, bureauName: recipient.bureauName },
      subject: oneLine(subject),
      text,
      alerts: alerts.map(alertOf),
    },
  })

const alertOf = ({ alert, type, day, subject, assessment }: AlertEvent) => ({
  alert: alertKey(alert.target, alert.kind),
  target: alert.target,
  name: subject.nameZh,
  kind: alert.kind,
  event: type,
  day,
  status: alert.status,
  step: alert.step,
  since: alert.since,
  period: assessment?.period ?? null,
  light: assessment?.light ?? alert.announced.light,
  done: assessment?.done ?? null,
  paceDue: assessment?.paceDue ?? null,
  forecast: assessment?.forecast ?? null,
  missProbability: assessment?.pMiss ?? null,
})

/** The heads that prove who writes and when, as Standard Webhooks has them: over id, time (in seconds) and body. An old time is a replay; a known id is a repeat. */
export const signed = (body: string, { id, now, secret }: { readonly id: string; readonly now: number; readonly secret: string }) => {
  const timestamp = String(Math.floor(now / 1000))
  const plainId = id.replace(/[^\w-]/gu, '_')
  const signature = createHmac('sha256', secret).update(`${plainId}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': plainId, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
