import { deadLettered, observationPublished } from '@shixu/domain'
import { seriesOf, whatChanged } from './ingest-changes.ts'
import { placeOf, refuseJumps } from './ingest-jumps.ts'
import { lettersOf } from './ingest-letters.ts'
import type { Archive, Cursors, Document, EventLog, Feed, KeptLetter, Reading, Refusal } from './ports.ts'

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
  readonly accept?: boolean
}

/** Reads the archived document again and ingests what the letter was about: one row, or the whole where the whole had been refused. Closing the letter is the caller's. */
export const retryLetter = async (parts: Parts, { feed, kept: { letter }, accept = false }: Asked): Promise<Retried> => {
  const document = letter.document === null ? null : await parts.archive.find(letter.source, letter.document)
  if (!document) return { mended: false, appended: 0, why: 'its document is not in the archive' }
  const reading = partOf(feed.read(document), { document, place: letter.place })
  const known = await parts.cursors.known(seriesOf(reading.observations))
  const { kept, refusals } = accept ? { kept: reading.observations, refusals: [] } : refuseJumps(reading.observations, known)
  const refused = [...reading.refusals, ...refusals]
  const still = refused.find(({ place }) => place === letter.place || place === document.name)
  const changed = still ? [] : whatChanged({ observations: kept, known, today: document.receivedOn })
  const others = still ? [] : lettersOf(document, refused)
  await parts.log.append([...others.map((each) => deadLettered(feed.region, each)), ...changed.map(observationPublished)])
  await parts.cursors.remember(changed)
  return outcome({ still, appended: changed.length, reading })
}

/** A letter that names the document itself was about all of it. */
const partOf = (reading: Reading, { document, place }: { document: Document; place: string }): Reading =>
  place === document.name
    ? reading
    : {
        observations: reading.observations.filter((each) => placeOf(each) === place),
        refusals: reading.refusals.filter((each) => each.place === place || each.place === document.name),
        missing: reading.missing.filter((each) => each === place),
      }

const outcome = ({ still, appended, reading }: { still: Refusal | undefined; appended: number; reading: Reading }): Retried => {
  if (still) return { mended: false, appended, why: still.reason }
  if (appended > 0) return { mended: true, appended, why: 'ingested' }
  if (reading.observations.length > 0) return { mended: true, appended, why: 'known already' }
  return reading.missing.length > 0
    ? { mended: true, appended, why: 'there is no figure at this place' }
    : { mended: false, appended, why: 'the place is gone from the document' }
}
