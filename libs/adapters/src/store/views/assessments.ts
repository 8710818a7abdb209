import type { SqlWords } from '../dialect.ts'
import { isNewestOfPeriod, sameTarget } from './judgements.ts'
import { TARGET_COLUMNS, TARGET_JOINS } from './target-columns.ts'
import type { View } from './view.ts'

/** How the year of a target ended, as far as is known now. */
const OUTCOME = `(select max(n.outcome) from assessment n where ${sameTarget('n', 't')} and n.outcome is not null and ${isNewestOfPeriod('n')})`

const PERIOD = "nullif(h.period, '-')"

/** What was said at the time, whatever has been revised since: what forecasts are to be measured by. */
export const assessmentViews = ({ moment }: SqlWords): readonly View[] => [
  {
    name: 'assessment_history',
    comment: 'Every judgement as it was made on its day: one row a judgement; a period may have several',
    columns: {
      ...TARGET_COLUMNS,
      period: [PERIOD, 'Last month judged, YYYY-MM; null while none of the year had been'],
      period_at: [moment(PERIOD, 'month'), 'Last day of that month, midnight in Asia/Shanghai, a moment'],
      as_of: ['h.as_of', 'Day on which it was judged so, YYYY-MM-DD in Asia/Shanghai'],
      as_of_at: [moment('h.as_of', 'day'), 'The same day, midnight in Asia/Shanghai, a moment'],
      light: ['h.light', 'grey, green, yellow or red'],
      outcome: ['h.outcome', 'met, missed or unknown where the judgement was of the whole year; else null'],
      p_miss: ['h.p_miss', 'Probability that the year ends short of the target, 0 to 1, as said then'],
      value: ['h.done', 'Figure judged, in `unit`'],
      pace_due: ['h.pace_due', 'What was due by the period, in `unit`'],
      forecast_low: ['h.forecast_low', 'Lower end of the 80 % range of the end of the year, in `unit`'],
      forecast_mid: ['h.forecast', 'Where the year was expected to end, in `unit`'],
      forecast_high: ['h.forecast_high', 'Upper end of the 80 % range of the end of the year, in `unit`'],
      method: ['h.method', 'How the forecast was made'],
      reason_code: ['h.reason_code', 'Why the light had its colour, a code (docs/judging.md)'],
      year_outcome: [OUTCOME, 'How the year of the target ended: met, missed, unknown; null while it is not known'],
      seq_offset: ['h.seq_offset', 'Offset of the fact that caused it, a place in the log'],
    },
    from: `from assessment h join target t on ${sameTarget('t', 'h')} ${TARGET_JOINS} where t.withdrawn = 0`,
  },
]
