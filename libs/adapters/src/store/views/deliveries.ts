import type { SqlWords } from '../dialect.ts'
import type { View, ViewColumn } from './view.ts'

const deliveryColumns = ({ moment }: SqlWords): Readonly<Record<string, ViewColumn>> => ({
  region: ['d.region', 'Region by GB/T 2260'],
  bureau: ['d.bureau', 'Id of the bureau that was told'],
  bureau_name: ['coalesce(b.name_zh, d.bureau)', 'Name of the bureau that was told, Chinese'],
  recipient: ['d.recipient', 'Post that was told: region/bureau/step; no person and no address'],
  day: ['d.day', 'Day of the message, YYYY-MM-DD in Asia/Shanghai'],
  day_at: [moment('d.day', 'day'), 'The same day, midnight in Asia/Shanghai, a moment'],
  notice: ['d.notice', 'Id of the message'],
  attempt: ['d.attempt', 'Which try of the message it was, a count from 1'],
  channel: ['d.channel', 'Channel of the try'],
  outcome: ['d.outcome', 'accepted, refused, deferred, unknown, dead or superseded'],
  code: ['d.code', 'What the channel answered, a code'],
  answer: ['d.text', 'What the channel answered, in words'],
  subject: ['d.subject', 'Subject of the message'],
  seconds: ['d.duration_ms / 1000.0', 'How long the try took, in seconds'],
})

const NAMES = 'left join bureau_name b on b.region = d.region and b.bureau = d.bureau'

export const deliveryViews = (words: SqlWords): readonly View[] => [
  {
    name: 'delivery_history',
    comment: 'Every try to tell somebody: one row a message and try',
    columns: {
      ...deliveryColumns(words),
      events_told: ['(select count(*) from delivery_cover c where c.delivery = d.id)', 'Alert events that the message tells of, a count'],
      is_last_try: [
        'case when d.attempt = max(d.attempt) over (partition by d.region, d.notice) then 1 else 0 end',
        '1 for the newest try of the message, else 0',
      ],
    },
    from: `from delivery d ${NAMES}`,
  },
  {
    name: 'delivery_of_target',
    comment: 'Which message told of which event of which target: one row a try and event',
    columns: {
      ...deliveryColumns(words),
      year: ['e.year', 'Year of the report, calendar year'],
      target: ['e.target', 'Key of the target: region/year/id'],
      event_id: ['e.id', 'Id of the alert event'],
      event: ['e.type', 'What happened to the alert'],
      event_day: ['e.day', 'Day of the event, YYYY-MM-DD in Asia/Shanghai'],
    },
    from: `from delivery d join delivery_cover c on c.delivery = d.id join alert_event e on e.id = c.alert_event ${NAMES}`,
  },
]
