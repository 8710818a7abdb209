import { addDays, type Day, type Indicator, laterOf, type Observation, type Period, releasesOf, type Workdays, yearOf } from '@shixu/domain'

/** What each feed brought last, and whether more should have come by now. */
export interface FeedWatch {
  saw(feed: string, observations: readonly Pick<Observation, 'indicator' | 'period' | 'published'>[]): void
  /** Of every feed that ever brought a figure: the last day on which a figure of it was published. */
  published(): Iterable<readonly [feed: string, day: Day]>
  /** Of every feed that ever brought a figure: the newest release day that is gone and whose figure it has not brought; null where there is none. No grace. */
  missed(today: Day): Iterable<readonly [feed: string, day: Day | null]>
  /** Of every feed that ever brought a figure: true where an indicator of an office that it brings is past its day. */
  overdue(today: Day): Iterable<readonly [feed: string, overdue: boolean]>
}

interface Parts {
  readonly indicators: readonly Indicator[]
  readonly workdays: Workdays
}

/** What an office publishes comes a day or two late without anyone being at fault. */
const GRACE_DAYS = 3

/** Watches the releases of offices. What a bureau owes is its own matter, and is told to it. */
export const createFeedWatch = ({ indicators, workdays }: Parts): FeedWatch => {
  const offices = new Map(indicators.filter(({ publisher }) => publisher.by === 'office').map((indicator) => [indicator.id, indicator]))
  const newest = new Map<string, Map<string, Period>>()
  const last = new Map<string, Day>()

  /** The newest release of an office's indicator after the newest period that came, whose day is before this one. */
  const missedOf = (id: string, { period, day }: { readonly period: Period; readonly day: Day }): Day | null => {
    const indicator = offices.get(id)
    if (indicator === undefined) return null
    const releases = [yearOf(day) - 1, yearOf(day)].flatMap((year) => releasesOf(indicator, year, workdays))
    return releases.findLast((release) => release.period > period && release.due < day)?.due ?? null
  }

  function* missed(day: Day): Iterable<readonly [string, Day | null]> {
    for (const [feed, periods] of newest) {
      const days = [...periods].flatMap(([id, period]) => missedOf(id, { period, day }) ?? [])
      yield [feed, days.toSorted().at(-1) ?? null]
    }
  }

  return {
    saw: (feed, observations) => {
      const periods = newest.get(feed) ?? new Map<string, Period>()
      for (const { indicator, period, published } of observations) {
        if (period > (periods.get(indicator) ?? '')) periods.set(indicator, period)
        last.set(feed, laterOf(last.get(feed) ?? null, published))
      }
      newest.set(feed, periods)
    },
    published: () => last,
    missed,
    *overdue(today) {
      for (const [feed, day] of missed(addDays(today, -GRACE_DAYS))) yield [feed, day !== null]
    },
  }
}

/** The watches of several registries as one. `nameOf` says which registry a feed is of. */
export const joinWatches = (watches: ReadonlyMap<string, FeedWatch>, nameOf: (feed: string) => string): FeedWatch => ({
  saw: (feed, observations) => watches.get(nameOf(feed))?.saw(feed, observations),
  *overdue(today) {
    for (const watch of watches.values()) yield* watch.overdue(today)
  },
  *missed(today) {
    for (const watch of watches.values()) yield* watch.missed(today)
  },
  *published() {
    for (const watch of watches.values()) yield* watch.published()
  },
})
