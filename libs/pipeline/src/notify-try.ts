import { setTimeout as wait } from 'node:timers/promises'
import { type AlertEvent, alertKey, type Bureau, type Contact, type Directory, holderOf, maybeRepeated } from '@shixu/domain'
import { NOTIFY_CODES, type NotifyCode } from './notify-codes.ts'
import { MOST_UNKNOWNS } from './notify-fate.ts'
import type { Channel, Leased, Message, Receipt } from './ports.ts'

export interface TryParts {
  readonly channels: readonly Channel[]
  readonly directory: (region: string) => Directory | undefined
  /** A try takes no longer, whatever the channel does. */
  readonly tryMs: number
}

/** One try of a notice on the channel whose turn it is. Nothing is thrown: what the channel throws says nothing about the message. */
export async function tryOnce(parts: TryParts, leased: Leased, signal: AbortSignal): Promise<Receipt> {
  const { notice, standing } = leased
  const name = notice.channels[standing.channel] ?? 'none'
  const channel = parts.channels.find((each) => each.name === name)
  if (!channel) return said('refused', 'no-channel', name)
  const files = parts.directory(notice.region)
  const post = files && holderOf(notice.recipient, files.bureaus)
  if (!post) return said('refused', 'no-contact', notice.recipient)
  if (!channel.deduplicates && standing.unknowns >= MOST_UNKNOWNS) return { ...said('unknown', 'cut-off', name), blame: 'recipient' }
  const message = { ...messageOf(leased, post), ...(standing.mayHaveIt && { mayHaveIt: true as const }) }
  const repeat = standing.mayHaveIt || (standing.unknowns > 0 && !channel.deduplicates)
  return withinLimit((limited) => channel.deliver(repeat ? { ...message, ...maybeRepeated(message, files) } : message, limited), { ms: parts.tryMs, signal })
}

const messageOf = ({ notice, told }: Leased, { bureau, contact }: { readonly bureau: Bureau; readonly contact: Contact }): Message => {
  const { id, region, recipient, day, subject, text, html, markdown, threads } = notice
  const to = { id: recipient, bureau: bureau.id, bureauName: bureau.nameZh, contact }
  return { id, region, recipient: to, day, subject, text, html, markdown, threads, alerts: newestOfEach(told) }
}

const newestOfEach = (told: readonly AlertEvent[]): readonly AlertEvent[] => [
  ...new Map(told.map((event) => [alertKey(event.alert.target, event.alert.kind), event])).values(),
]

const said = (outcome: Receipt['outcome'], code: NotifyCode, about: string): Receipt => ({ outcome, code, text: `${about}: ${NOTIFY_CODES[code]}` })

interface Limit {
  readonly ms: number
  readonly signal: AbortSignal
}

async function withinLimit(deliver: (signal: AbortSignal) => Promise<Receipt>, { ms, signal }: Limit): Promise<Receipt> {
  const answered = new AbortController()
  const limited = AbortSignal.any([signal, answered.signal])
  const late = wait(ms, said('unknown', 'no-answer', `${ms} ms`), { signal: limited, ref: false })
  try {
    return await Promise.race([deliver(limited), late])
  } catch (fault) {
    return said('unknown', 'channel-failed', fault instanceof Error ? fault.message : String(fault))
  } finally {
    late.catch(() => 'nobody waits any more')
    answered.abort()
  }
}
