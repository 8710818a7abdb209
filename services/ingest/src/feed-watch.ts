import { addDays, type Day, type Indicator, type Observation, type Period, releasesOf, type Workdays, yearOf } from '@shixu/domain'

/** What each feed brought last, and whether more should have come by now. */
export interface FeedWatch {
  saw(feed: string, observations: readonly Pick<Observation, 'indicator' | 'period'>[]): void
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
  const published = new Map(indicators.filter(({ publisher }) => publisher.by === 'office').map((indicator) => [indicator.id, indicator]))
  const newest = new Map<string, Map<string, Period>>()

  const isLate = (indicator: Indicator, { period, day }: { readonly period: Period; readonly day: Day }): boolean =>
    [yearOf(day) - 1, yearOf(day)].some((year) => releasesOf(indicator, year, workdays).some((release) => release.period > period && release.due < day))

  return {
    saw: (feed, observations) => {
      const periods = newest.get(feed) ?? new Map<string, Period>()
      for (const { indicator, period } of observations) if (period > (periods.get(indicator) ?? '')) periods.set(indicator, period)
      newest.set(feed, periods)
    },
    *overdue(today) {
      const day = addDays(today, -GRACE_DAYS)
      for (const [feed, periods] of newest) {
        yield [feed, [...periods].some(([id, period]) => published.has(id) && isLate(published.get(id) as Indicator, { period, day }))]
      }
    },
  }
}

/** The watches of several registries as one. `nameOf` says which registry a feed is of. */
export const joinWatches = (watches: ReadonlyMap<string, FeedWatch>, nameOf: (feed: string) => string): FeedWatch => ({
  saw: (feed, observations) => watches.get(nameOf(feed))?.saw(feed, observations),
  *overdue(today) {
    for (const watch of watches.values()) yield* watch.overdue(today)
  },
})
