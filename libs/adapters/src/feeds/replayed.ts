import type { Day } from '@shixu/domain'
import type { Document, Feed } from '@shixu/pipeline/ports'
import { type SourceFeed, sha256 } from './source-feed.ts'

/** A feed whose past can be had again, day by day, through the whole of ingest. */
export interface ReplayFeed extends Feed {
  /** The days on which it released something, in order. What was out before the replay comes on its first day. */
  releaseDays(): readonly Day[]
  /** The document of one day: the rows that were published on it, at the places that they have in the whole. */
  pullOn(day: Day): readonly Document[]
}

/** Long after every figure: read on this day, no row is ahead of its time and every assumed day is that of the rule. */
const HINDSIGHT: Day = '9999-12-31'

/** Fetches the whole once and deals it out by day of publication, from `from` to `to`. Rows that are refused come on the first day. */
export const replayed = async (
  feed: SourceFeed,
  { from, to, signal }: { readonly from: Day; readonly to: Day; readonly signal: AbortSignal },
): Promise<ReplayFeed> => {
  const whole = { ...(await feed.whole(signal)), receivedOn: HINDSIGHT }
  const days = placesByDay(feed, { whole, from, to })
  const pullOn = (day: Day): readonly Document[] => {
    const places = days.get(day)
    if (!places) return []
    const bytes = feed.excerpt(whole, places)
    return [{ ...whole, bytes, sha256: sha256(bytes), receivedOn: day }]
  }
  return {
    id: feed.id,
    region: feed.region,
    read: (document) => feed.read(document),
    releaseDays: () => [...days.keys()].sort(),
    pullOn,
    async *pull() {
      for (const day of [...days.keys()].sort()) yield* pullOn(day)
    },
  }
}

const placesByDay = (feed: SourceFeed, { whole, from, to }: { whole: Document; from: Day; to: Day }): ReadonlyMap<Day, ReadonlySet<string>> => {
  const reading = feed.read(whole)
  const rows = [
    ...reading.refusals.map(({ place }) => ({ place, day: from })),
    ...reading.observations.map(({ source, published }) => ({ place: source.slice(source.indexOf('#') + 1), day: published < from ? from : published })),
  ]
  const days = new Map<Day, Set<string>>()
  for (const { place, day } of rows) if (day <= to) days.set(day, (days.get(day) ?? new Set()).add(place))
  return days
}
