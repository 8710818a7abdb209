import type { Fetched } from './fetched.ts'
import { messagesBetween } from './fetched.ts'
import type { Held } from './held.ts'
import type { MemberParts } from './member-parts.ts'

/** Decoded and handed at once, so that what is decoded does not outlive the next thousand. */
const CHUNK = 1_000

/** Begins what comes next: the next stretch of the recall, or the life after it. */
export const goOn = (parts: MemberParts, held: Held): void => {
  const { group, processor, steering, onHappening, now } = parts
  const { partition, stretches } = held
  const stretch = stretches[0]
  if (stretch) {
    steering.seek(stretch.topic, partition, stretch.next)
    steering.resume(stretch.topic, partition)
    return
  }
  if (held.phase === 'recalling') {
    held.work?.recalled?.()
    onHappening({ what: 'recalled', group, partition, records: held.recall.records, ms: now() - held.recall.began })
  }
  held.phase = 'live'
  for (const topic of processor.reads) {
    steering.seek(topic, partition, held.next.get(topic) ?? 0)
    steering.resume(topic, partition)
  }
}

/** Hands a batch of the stretch that is being recalled to the work. False where it is of no use. */
export const recallBatch = (parts: MemberParts, held: Held, batch: Fetched): boolean => {
  const stretch = held.stretches[0]
  if (stretch === undefined || stretch.topic !== batch.topic) return false
  if (batch.from > stretch.next) {
    parts.steering.seek(batch.topic, batch.partition, stretch.next)
    return false
  }
  const messages = messagesBetween(batch, { from: stretch.next, until: stretch.limit })
  for (let at = 0; at < messages.length; at += CHUNK) held.work?.recall(messages.slice(at, at + CHUNK).map((message) => parts.record(message, batch)))
  held.recall.records += messages.length
  stretch.next = Math.max(stretch.next, Math.min(stretch.limit, batch.end))
  if (stretch.next < stretch.limit) return true
  parts.steering.pause(batch.topic, batch.partition)
  held.stretches.shift()
  goOn(parts, held)
  return true
}
