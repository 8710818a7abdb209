import type { SqlWords } from '../dialect.ts'
import { TARGET_COLUMNS, TARGET_JOINS } from './target-columns.ts'
import type { View } from './view.ts'

/** The day that a region has come to: the last that began, else the database's own. `from` has the region. */
export const dayOf = ({ today }: SqlWords, region: string): string => `coalesce((select d.day from ingest_day d where d.region = ${region}), ${today})`

/** Whether the figure of a due period has come; a later one of a cumulative or point series answers for it too. */
const hasCome = (due: string, coverage: string): string =>
  `exists (select 1 from vintage v where v.region = ${due}.region and v.indicator = ${due}.indicator
    and (v.period = ${due}.period or (${coverage} in ('ytd', 'point') and v.period > ${due}.period)))`

export const releaseViews = (words: SqlWords): readonly View[] => [
  {
    name: 'release_calendar',
    comment: 'When every figure is due and whether it has come: one row an indicator and period',
    columns: {
      region: ['q.region', 'Region by GB/T 2260'],
      year: ['q.year', 'Year of the registry that says so, calendar year'],
      indicator: ['q.indicator', 'Id of the indicator'],
      indicator_name_zh: ['i.name_zh', 'Name of the indicator, Chinese'],
      publisher_by: ['i.publisher_by', 'office (it is published) or bureau (it is reported)'],
      publisher: ['i.publisher', 'Who publishes it, Chinese'],
      period: ['q.period', 'Last month that the figure covers, YYYY-MM'],
      due: ['q.due', 'Day by the end of which it is due, YYYY-MM-DD in Asia/Shanghai'],
      due_at: [words.moment('q.due', 'day'), 'The same day, midnight in Asia/Shanghai, a moment'],
      due_basis: ['i.release_basis', "Whether the day is the publisher's word (stated) or a guess (assumed)"],
      has_come: [
        `case when ${hasCome('q', 'i.coverage')} then 1 else 0 end`,
        '1 where a figure of the period, or a later one that answers for it, is there; else 0',
      ],
      today: [dayOf(words, 'q.region'), 'The day that the region has come to, YYYY-MM-DD'],
      days_left: [words.daysBetween(dayOf(words, 'q.region'), 'q.due'), 'Days until it is due, a count; negative once the day is gone'],
      state: [
        `case when ${hasCome('q', 'i.coverage')} then 'come' when q.due < ${dayOf(words, 'q.region')} then 'overdue' else 'to-come' end`,
        'come, overdue (the day is gone) or to-come',
      ],
    },
    from: 'from release_due q join indicator i on i.region = q.region and i.indicator = q.indicator',
  },
  {
    name: 'release_owed',
    comment: 'Figures that are past their day, by the targets that wait for them: one row a target and period',
    columns: {
      ...TARGET_COLUMNS,
      publisher_by: ['o.publisher_by', 'office (it is published) or bureau (the lead bureau owes a report)'],
      publisher: ['o.publisher', 'Who publishes it, Chinese'],
      period: ['o.period', 'Last month that the figure covers, YYYY-MM'],
      due: ['o.due', 'Day by the end of which it was due, YYYY-MM-DD in Asia/Shanghai'],
      days_late: ['-o.days_left', 'Days since then, a count'],
    },
    from: `from release_calendar o join target t on t.region = o.region and t.year = o.year and t.indicator = o.indicator ${TARGET_JOINS}
      where o.state = 'overdue' and t.withdrawn = 0 and t.kind <> 'milestone'`,
  },
]
