import { randomUUID } from 'node:crypto'
import { type AlertEvent, type Contact, composeTrial, say, type Words } from '@shixu/domain'
import type { Message } from '@shixu/pipeline'
import { wallClock } from '@shixu/runtime'

interface Trial {
  readonly region: string
  readonly contact: Contact
  readonly words: Words
  readonly alerts: readonly AlertEvent[]
}

/** For one reader of no bureau. It says of itself that it is a test, and has what real messages have: words, pictures, and a button where there are buttons. */
export const testMessage = ({ region, contact, words, alerts }: Trial): Message => ({
  // Its beginning is its number: WeCom drops what it has heard before.
  id: randomUUID(),
  region,
  recipient: { id: `${region}/test/liaison`, bureau: 'test', bureauName: say(words, 'trial-card-row', {}), contact },
  day: wallClock.today(),
  ...composeTrial(alerts, words),
  threads: [],
  alerts,
  trial: true,
})
