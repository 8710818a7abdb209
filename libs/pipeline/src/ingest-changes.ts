import { type Day, figureKey, type Observation, observationKey } from '@shixu/domain'
import type { Vintage } from './ports.ts'

/** The feed or command that an observation's source names before its `#`. */
export const feedOf = (observation: Pick<Observation, 'source'>): string => observation.source.split('#', 1)[0] ?? ''

const says = (a: Vintage, b: Vintage): boolean => a.value === b.value && a.unit === b.unit && a.bound === b.bound

const latest = (vintages: readonly Vintage[], upTo?: Day): Vintage | undefined =>
  vintages.reduce<Vintage | undefined>(
    (best, each) => ((upTo === undefined || each.published <= upTo) && (!best || each.published >= best.published) ? each : best),
    undefined,
  )

const grouped = <T extends Vintage>(vintages: readonly T[]): Map<string, T[]> => Map.groupBy(vintages, figureKey)

/**
 * Of the observations of one document, those that say something new against the vintages `known`: a table that repeats all months gives only what changed.
 * A table without dates that is overwritten in place says its revisions on the day that it was received, `today`; one with several rows per figure dates each row itself.
 */
export const whatChanged = ({
  observations,
  known,
  today,
}: {
  readonly observations: readonly Observation[]
  readonly known: readonly Vintage[]
  readonly today: Day
}): readonly Observation[] => {
  const kept = grouped(known)
  return [...grouped(observations)].flatMap(([figure, rows]) => {
    const vintages = [...(kept.get(figure) ?? [])]
    return rows.flatMap((row) => {
      const dated = rows.length === 1 && row.publishedBasis === 'assumed' ? redated(row, { vintages, today }) : row
      if (!isNews(dated, vintages)) return []
      vintages.splice(0, vintages.length, ...vintages.filter((each) => observationKey(each) !== observationKey(dated)), dated)
      return [dated]
    })
  })
}

/** The release rule gives every value of a figure the same day. Where the feed has said another value before, or another stands on that day, this one came out later. */
const redated = (row: Observation, { vintages, today }: { readonly vintages: readonly Vintage[]; readonly today: Day }): Observation => {
  const said = latest(vintages.filter((each) => feedOf(each) === feedOf(row)))
  if (said && says(said, row)) return { ...row, published: said.published }
  const taken = said !== undefined || vintages.some((each) => each.published === row.published && !says(each, row))
  return taken && today > row.published ? { ...row, published: today, basis: 'revised' } : row
}

/** A vintage is what differs from what was known on its day; the log keeps an exact figure and a bound of one day apart. */
const isNews = (row: Vintage, vintages: readonly Vintage[]): boolean => {
  const replaced = vintages.find((each) => observationKey(each) === observationKey(row))
  if (replaced) return !says(replaced, row)
  const day = latest(vintages, row.published)?.published
  return !vintages.some((each) => each.published === day && says(each, row))
}
