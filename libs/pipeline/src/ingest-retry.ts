import { deadLettered, type KeptLetter, observationPublished } from '@shixu/domain'
import { whatChanged } from './ingest-changes.ts'
import { placeOf, refuseJumps } from './ingest-jumps.ts'
import { lettersOf } from './ingest-letters.ts'
import type { Archive, Cursors, EventLog, Feed } from './ports.ts'

interface Parts {
  readonly log: Pick<EventLog, 'append'>
  readonly archive: Archive
  readonly cursors: Cursors
}

/** `mended`: what was refused can be read now, and the letter can be closed. Otherwise `why` says what still stands against it. */
export interface Retried {
  readonly mended: boolean
  readonly appended: number
  readonly why: string
}

interface Asked {
  readonly feed: Feed
  readonly kept: KeptLetter
  /** Lets a jump pass: somebody has looked, and the figure is right. */
  readonly accept?: boolean
}

/** Reads the archived document again and ingests what the letter was about: one row, or the whole where the whole had been refused. Closing the letter is the caller's. */
export const retryLetter = async (parts: Parts, { feed, kept: { letter }, accept = false }: Asked): Promise<Retried> => {
  const document = letter.document === null ? null : await parts.archive.find(letter.source, letter.document)
  if (!document) return { mended: false, appended: 0, why: 'its document is not in the archive' }
  const about = (place: string): boolean => letter.place === document.name || place === letter.place || place === document.name
  const reading = feed.read(document)
  const known = await parts.cursors.known(reading.observations)
  const { kept, refusals } = accept ? { kept: reading.observations, refusals: [] } : refuseJumps(reading.observations, known)
  const refused = [...reading.refusals, ...refusals].filter(({ place }) => about(place))
  const still = refused.find(({ place }) => place === letter.place || place === document.name)
  if (still) return { mended: false, appended: 0, why: still.reason }
  const changed = whatChanged({ observations: kept, known, today: document.receivedOn }).filter((each) => about(placeOf(each)))
  await parts.log.append([...lettersOf(document, refused).map((each) => deadLettered(feed.region, each)), ...changed.map(observationPublished)])
  await parts.cursors.remember(changed)
  return outcome(changed.length, { figures: kept.some((each) => about(placeOf(each))), blank: reading.missing.some(about) })
}

const outcome = (appended: number, { figures, blank }: { figures: boolean; blank: boolean }): Retried => {
  if (appended > 0) return { mended: true, appended, why: 'ingested' }
  if (figures) return { mended: true, appended, why: 'known already' }
  return blank ? { mended: true, appended, why: 'there is no figure at this place' } : { mended: false, appended, why: 'the place is gone from the document' }
}
