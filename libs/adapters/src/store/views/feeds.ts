import type { SqlWords } from '../dialect.ts'
import { dayOf } from './releases.ts'
import type { View } from './view.ts'

/** Whether the feed has ever brought a figure of the calendar's indicator. */
const brings = (calendar: string): string =>
  `exists (select 1 from vintage w where w.region = f.region and w.indicator = ${calendar}.indicator and w.source like f.feed || '#%')`

export const feedViews = (words: SqlWords): readonly View[] => [
  {
    name: 'feed_state',
    comment: 'What every feed brought last: one row a feed',
    columns: {
      region: ['f.region', 'Region by GB/T 2260'],
      region_name: ['coalesce(r.name_zh, f.region)', 'Name of the region, Chinese'],
      feed: ['f.feed', 'Id of the feed'],
      name_zh: ['f.name_zh', 'Name of the feed, Chinese'],
      format: ['f.format', 'Format of its documents'],
      schedule: ['f.schedule', 'When it is pulled, cron in Asia/Shanghai'],
      documents: ['(select count(*) from archive_document d where d.feed = f.feed)', 'Documents archived, a count'],
      last_document: ['(select max(d.received_on) from archive_document d where d.feed = f.feed)', 'Day on which the newest was received, YYYY-MM-DD'],
      figures: ['coalesce(s.figures, 0)', 'Vintages that it brought, a count'],
      indicators: ['coalesce(s.indicators, 0)', 'Indicators that it brought, a count'],
      newest_period: ['s.newest_period', 'Newest period that it brought, YYYY-MM'],
      newest_published: ['s.newest_published', 'Day of publication of the newest figure, YYYY-MM-DD'],
      today: [dayOf(words, 'f.region'), 'The day that the region has come to, YYYY-MM-DD'],
      days_since_published: [words.daysBetween('s.newest_published', dayOf(words, 'f.region')), 'Age of the newest figure, in days'],
      next_due: [
        `(select min(c.due) from release_calendar c where c.region = f.region and c.state = 'to-come' and ${brings('c')})`,
        'Next day on which one of its indicators is due, YYYY-MM-DD',
      ],
      overdue: [
        `(select count(*) from release_calendar c where c.region = f.region and c.state = 'overdue' and ${brings('c')})`,
        'Figures of its indicators that are past their day, a count',
      ],
      overdue_since: [
        `(select min(c.due) from release_calendar c where c.region = f.region and c.state = 'overdue' and ${brings('c')})`,
        'Day on which the oldest of them was due, YYYY-MM-DD',
      ],
      deadletters_open: [
        `(select count(*) from deadletter l where l.source = f.feed and l.region = f.region and l.closed_on is null)`,
        'Refused rows that nobody has dealt with, a count',
      ],
    },
    from: `from feed_name f left join region_name r on r.region = f.region
      left join (select v.region, ${words.before('v.source', '#')} as feed, count(*) as figures, count(distinct v.indicator) as indicators,
        max(v.period) as newest_period, max(v.published) as newest_published from vintage v group by 1, 2) s on s.region = f.region and s.feed = f.feed`,
  },
]
