import type { Clock } from '@shixu/pipeline'
import { type Registry, scrapedGauge, secondsAt } from '@shixu/runtime'
import type { FeedWatch } from './feed-watch.ts'

interface Parts {
  readonly metrics: Registry
  readonly watch: FeedWatch
  readonly calendar: Pick<Clock, 'today'>
}

/** What each feed has brought and should have brought by the calendar, which in a replay is not the machine's: a rule compares with the calendar's day, not with the time of the scrape. */
export const exposeFeeds = ({ metrics, watch, calendar }: Parts): void => {
  scrapedGauge(
    metrics,
    { name: 'shixu_calendar_timestamp_seconds', help: 'Beginning of the day that the calendar has come to; in a replay a day of the past.' },
    () => [[{}, secondsAt(calendar.today())] as const],
  )
  scrapedGauge(
    metrics,
    { name: 'shixu_feed_overdue', help: '1 where an office should have published more by now than the feed has brought.', labels: ['feed'] },
    () => [...watch.overdue(calendar.today())].map(([feed, overdue]) => [{ feed }, overdue ? 1 : 0] as const),
  )
  scrapedGauge(
    metrics,
    { name: 'shixu_feed_newest_figure_timestamp_seconds', help: 'Day on which the newest figure of a feed was published.', labels: ['feed'] },
    () => [...watch.published()].map(([feed, day]) => [{ feed }, secondsAt(day)] as const),
  )
  scrapedGauge(
    metrics,
    {
      name: 'shixu_feed_missed_release_timestamp_seconds',
      help: 'Newest release day of an office that is gone and whose figure has not come; 0 where none is.',
      labels: ['feed'],
    },
    () => [...watch.missed(calendar.today())].map(([feed, day]) => [{ feed }, day === null ? 0 : secondsAt(day)] as const),
  )
}
