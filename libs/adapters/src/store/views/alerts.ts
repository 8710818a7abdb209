import type { SqlWords } from '../dialect.ts'
import { TARGET_COLUMNS, TARGET_JOINS } from './target-columns.ts'
import type { View, ViewColumn } from './view.ts'

/** What an alert is after an event: `e` is the event. */
const stateColumns = ({ jsonText }: SqlWords): Readonly<Record<string, ViewColumn>> => ({
  alert_kind: ['e.kind', 'pace (red), report-due (a report is asked for), overdue (one is owed) or past-due (a milestone)'],
  status: ['e.status', 'After it: open, eased or over'],
  since: [jsonText('e.body', 'alert', 'since'), 'Day since which the alert is open, YYYY-MM-DD'],
  step: ['e.step', 'Whom the ladder has reached: liaison, head or supervision'],
  readings: [`cast(${jsonText('e.body', 'alert', 'readings')} as integer)`, 'Red periods in a row; for overdue the periods owed; a count'],
  acknowledged_by: [jsonText('e.body', 'alert', 'acknowledged', 'by'), 'Who has taken it on; null where nobody has'],
  acknowledged_until: [jsonText('e.body', 'alert', 'acknowledged', 'until'), 'Day by which he promised it, YYYY-MM-DD'],
  outcome: [jsonText('e.body', 'alert', 'outcome'), 'met, missed or unknown once closed; else null'],
})

export const alertViews = (words: SqlWords): readonly View[] => [
  {
    name: 'alert_now',
    comment: 'How every alert stands: one row a target and kind of alert',
    columns: {
      region: ['e.region', 'Region by GB/T 2260'],
      year: ['e.year', 'Year of the report, calendar year'],
      target: ['e.target', 'Key of the target: region/year/id'],
      event: ['e.type', 'What happened last'],
      day: ['e.day', 'Day of it, YYYY-MM-DD in Asia/Shanghai'],
      ...stateColumns(words),
    },
    from: `from (select alert_event.*, row_number() over (partition by region, year, target, kind order by seq_offset desc, seq_ordinal desc) as age from alert_event) e where e.age = 1`,
  },
  {
    name: 'alert_history',
    comment: 'All that ever happened to alerts: one row an event, in order of day and id',
    columns: {
      ...TARGET_COLUMNS,
      event_id: ['e.id', 'Id of the event, which deliveries name'],
      event: ['e.type', 'raised, eased, worsened, resolved, corrected, escalated, acknowledged, reminded, closed or withdrawn'],
      why: ['e.why', 'Which rule it came of (docs/alerts.md), a code'],
      day: ['e.day', 'Day of the event, YYYY-MM-DD in Asia/Shanghai'],
      day_at: [words.moment('e.day', 'day'), 'The same day, midnight in Asia/Shanghai, a moment'],
      ...stateColumns(words),
      period: [words.jsonText('e.body', 'assessment', 'period'), 'Period that was judged, YYYY-MM; null where none was'],
      light: [words.jsonText('e.body', 'assessment', 'light'), 'Light at that period'],
      value: [words.jsonNumber('e.body', 'assessment', 'done'), 'Figure at that period, in `unit`'],
      p_miss: [words.jsonNumber('e.body', 'assessment', 'pMiss'), 'Probability of a miss as told, 0 to 1'],
      light_announced_before: [words.jsonText('e.body', 'before', 'light'), 'For corrected: the light that had been told'],
      command_by: [words.jsonText('e.body', 'command', 'by'), 'For acknowledged: who answered'],
      command_reason: [words.jsonText('e.body', 'command', 'reason'), 'For acknowledged: what he said'],
      command_until: [words.jsonText('e.body', 'command', 'until'), 'For acknowledged: until which day, YYYY-MM-DD'],
      seq_offset: ['e.seq_offset', 'Offset of the fact that caused it, a place in the log'],
    },
    from: `from alert_event e join target t on t.region = e.region and t.year = e.year and t.target = e.target ${TARGET_JOINS}`,
  },
]
