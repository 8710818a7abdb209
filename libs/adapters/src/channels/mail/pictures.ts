import { createHash } from 'node:crypto'
import { type AlertEvent, alertKey, type Illustration, illustrated } from '@shixu/domain'
import type { Message } from '@shixu/pipeline/ports'
import type { Charts } from '../../charts/index.ts'

/** A picture as a mail carries it. */
export interface Picture extends Illustration {
  readonly alert: string
  readonly png: Buffer
}

/** Mailboxes take 10 MB and phones take their time: more alerts than these are told without pictures. */
const MOST = 12

/** The pictures that the message has a place for, in the order in which it tells of them. */
export async function picturesOf({ html, alerts }: Message, charts: Pick<Charts, 'of'>): Promise<readonly Picture[]> {
  const wanted: string[] = []
  illustrated(html, (alert) => {
    wanted.push(alert)
    return null
  })
  const drawn = await Promise.all(
    wanted.slice(0, MOST).map((alert) =>
      pictureOf(
        alerts.find((event) => keyOf(event) === alert),
        charts,
      ),
    ),
  )
  return drawn.filter((picture) => picture !== null)
}

const keyOf = ({ alert }: AlertEvent): string => alertKey(alert.target, alert.kind)

async function pictureOf(event: AlertEvent | undefined, charts: Pick<Charts, 'of'>): Promise<Picture | null> {
  const chart = event ? await charts.of(event) : null
  if (!event || chart === null) return null
  const cid = `${createHash('sha256').update(chart.id).digest('hex').slice(0, 16)}@chart.shixu`
  return { alert: keyOf(event), cid, alt: chart.alt, png: chart.png }
}

/** The message with its pictures in their places. */
export const withPictures = (message: Message, pictures: readonly Picture[]): Message => ({
  ...message,
  html: illustrated(message.html, (alert) => pictures.find((picture) => picture.alert === alert) ?? null),
})
