import type { AlertEvent } from './alert.ts'
import type { Day } from './period.ts'
import type { Role } from './route.ts'

/** One alert event that the reader is to hear of, and why he. */
export interface Told {
  readonly id: string
  readonly event: AlertEvent
  readonly role: Role
}

/** All that one message is made of: one recipient, one day. */
export interface DigestRequest {
  readonly told: readonly Told[]
  readonly day: Day
  readonly reader: { readonly bureau: string; readonly name: string }
  readonly region: { readonly nameZh: string; readonly invented: boolean }
  /** A replay tells of the past, and says so. */
  readonly replay: boolean
  readonly bureauName: (id: string) => string
}

export interface Digest {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Alert events that are not told, and why. */
export interface Untold {
  readonly why: 'silenced' | 'resolved-before-told'
  readonly ids: readonly string[]
}

/** Of what is due to one recipient on one day, what is said and what is left out. `digest` is null where nothing is left to say. */
export function composeDigest(request: DigestRequest): {
  readonly digest: Digest | null
  readonly covers: readonly string[]
  readonly untold: readonly Untold[]
} {
  const covers = request.told.map(({ id }) => id)
  return { digest: { subject: request.region.nameZh, text: covers.join('\n'), html: '' }, covers, untold: [] }
}
