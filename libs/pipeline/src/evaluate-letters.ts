import { deadLettered, type Event } from '@shixu/domain'
import type { PartitionState } from './evaluate-state.ts'
import { letterBytes } from './letter-bytes.ts'
import type { Recorded } from './ports.ts'

/** Why a fact goes to the dead letters. */
export const FACT_REFUSALS = {
  unreadable: 'The record is no event: its headers, its JSON or its fields are not what the schema says.',
  unjudgeable:
    'A rule failed on it; the targets that it would have been judged for stay as they were. A fault of the program: the next version judges it again.',
  'other-unit': 'A level in another unit than its indicator is counted in, or an indicator that would be counted otherwise under the same id.',
  'unknown-target': 'A command about a target that was not declared.',
} as const

export type FactRefusal = keyof typeof FACT_REFUSALS

/** Why a fact was refused, and what it would have been about. */
export interface Why {
  readonly code: FactRefusal
  readonly reason: string
  readonly about: string | null
}

/** The letter of one fact that could not be read or judged. Computed from the fact alone, so that a repeat is the same letter. */
export function letterOf({ day, partition }: PartitionState, { offset, event, unreadable }: Recorded, { code, reason, about }: Why): Event {
  const bytes = unreadable?.bytes ?? new TextEncoder().encode(JSON.stringify(event?.data ?? null))
  const key = event?.key ?? unreadable?.key ?? ''
  return deadLettered(event?.region ?? regionIn(key), {
    source: 'facts',
    place: `facts/${partition}@${offset}`,
    code,
    reason,
    ...letterBytes(bytes),
    day: day ?? BEFORE_ALL_DAYS,
    about: about ?? (key || null),
    document: null,
  })
}

/** Stands for a day where none has begun yet. */
const BEFORE_ALL_DAYS = '1970-01-01'

/** Keys of targets and figures name the region after the first slash. */
const regionIn = (key: string): string => /^(?:target|observation)\/([^/]+)\//.exec(key)?.[1] ?? 'unknown'

/** A thrown value in words, with what caused it. */
export const sayThrown = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown)
  return `${thrown.name}: ${thrown.message}${thrown.cause === undefined ? '' : ` (${sayThrown(thrown.cause)})`}`
}
