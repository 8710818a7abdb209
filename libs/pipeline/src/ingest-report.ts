import { type Observation, observationPublished } from '@shixu/domain'
import { whatChanged } from './ingest-changes.ts'
import { refuseJumps } from './ingest-jumps.ts'
import type { Cursors, EventLog } from './ports.ts'

interface Parts {
  readonly log: Pick<EventLog, 'append'>
  readonly cursors: Cursors
}

/** `known`: the same figure stands already, and nothing was appended. `refused` says why, for the one who handed it in. */
export type Taken = { readonly outcome: 'appended' | 'known' } | { readonly outcome: 'refused'; readonly why: string }

/** A report goes the same way as a row of a table, except that there is someone to send it back to: nothing of it is dead. */
export const takeReport = async (
  { log, cursors }: Parts,
  { observation, accept = false }: { readonly observation: Observation; readonly accept?: boolean },
): Promise<Taken> => {
  const known = await cursors.known([observation])
  const { refusals } = accept ? { refusals: [] } : refuseJumps([observation], known)
  const [refusal] = refusals
  if (refusal) return { outcome: 'refused', why: refusal.reason }
  const changed = whatChanged({ observations: [observation], known, today: observation.published })
  if (changed.length === 0) return { outcome: 'known' }
  await log.append(changed.map(observationPublished))
  await cursors.remember(changed)
  return { outcome: 'appended' }
}
