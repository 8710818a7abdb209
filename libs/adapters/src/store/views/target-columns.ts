import type { SqlWords } from '../dialect.ts'
import type { ViewColumn } from './view.ts'

type Columns = Readonly<Record<string, ViewColumn>>

/** What a target is, for every view that has one in a row: `t` is the target, `r`, `b` and `i` are the names of region, lead bureau and indicator. */
export const TARGET_COLUMNS: Columns = {
  region: ['t.region', 'Region by GB/T 2260: 420100 is Wuhan'],
  region_name: ['coalesce(r.name_zh, t.region)', 'Name of the region, Chinese'],
  year: ['t.year', 'Year of the report, calendar year'],
  target: ['t.target', 'Key of the target: region/year/id'],
  target_id: ['t.id', 'Id of the target within region and year'],
  name_zh: ['t.name_zh', 'Name of the target, Chinese'],
  name_en: ['t.name_en', 'Name of the target, English'],
  kind: ['t.kind', 'growth, amount, count, stock, share or milestone'],
  comparator: ['t.comparator', 'at-least, above, about or at-most; null for a milestone'],
  firmness: ['t.firmness', 'firm, strive, progress or scope (not judged)'],
  indicator: ['t.indicator', 'Id of the indicator that it is measured by'],
  indicator_name_zh: ['coalesce(i.name_zh, t.indicator)', 'Name of the indicator, Chinese'],
  lead_bureau: ['t.lead_bureau', 'Id of the bureau that leads'],
  lead_bureau_name: ['coalesce(b.name_zh, t.lead_bureau)', 'Name of the bureau that leads, Chinese'],
  supporting: ['t.supporting', 'Ids of the supporting bureaus, a JSON list'],
  unit: ['t.unit_expanded', 'Unit of all values of the row, expanded: 元, 户, 辆; % for growth and share; null for a milestone'],
  unit_shown: ['t.unit', 'Unit as the report writes it: 亿元, 万辆, %; null for a milestone'],
  per_shown: [
    "case when t.value_expanded is null or t.value is null or t.value = 0 or t.unit = '%' then 1.0 else t.value_expanded / t.value end",
    'How many of `unit` are one of `unit_shown`: 100000000 for 亿元; divide a value by it to show it',
  ],
  target_value: ['coalesce(t.value_expanded, t.value)', 'What was promised for the year, in `unit`; null for a milestone'],
}

/** Joins that those columns need, after `from … t`. */
export const TARGET_JOINS = `left join region_name r on r.region = t.region
  left join bureau_name b on b.region = t.region and b.bureau = t.lead_bureau
  left join indicator i on i.region = t.region and i.indicator = t.indicator`

const PERIOD = "nullif(a.period, '-')"

/** The figure of the same period of last year, as it is known now; where months or quarters are published singly, their sum. */
const LAST_YEAR = `(select case when count(*) >= case t.coverage when 'month' then cast(substr(${PERIOD}, 6, 2) as integer) - 1
      when 'quarter' then cast(substr(${PERIOD}, 6, 2) as integer) / 3 else 1 end then sum(past.value) end
    from (select v.value, row_number() over (partition by v.period order by case v.bound when 'exact' then 0 else 1 end, v.published desc) as age
      from vintage v where v.region = t.region and v.indicator = t.indicator and v.coverage = t.coverage
        and v.measure = case t.kind when 'growth' then 'growth' when 'share' then 'share' else 'level' end
        and v.period <= ${lastYear(PERIOD)}
        and v.period >= case when t.coverage in ('month', 'quarter') and t.kind in ('amount', 'count') then substr(${lastYear(PERIOD)}, 1, 4) || '-01' else ${lastYear(PERIOD)} end) past
    where past.age = 1)`

function lastYear(period: string): string {
  return `cast(cast(substr(${period}, 1, 4) as integer) - 1 as text) || substr(${period}, 5)`
}

/** The judgement of one period: `a` is of `assessment`. */
export const judgementColumns = ({ moment }: SqlWords): Columns => ({
  period: [PERIOD, 'Last month judged, YYYY-MM; null while none of the year has been'],
  period_at: [moment(PERIOD, 'month'), 'Last day of that month, midnight in Asia/Shanghai, a moment'],
  as_of: ['a.as_of', 'Day on which it was judged so, YYYY-MM-DD in Asia/Shanghai'],
  as_of_at: [moment('a.as_of', 'day'), 'The same day, midnight in Asia/Shanghai, a moment'],
  light: ["coalesce(a.light, 'grey')", 'grey, green, yellow or red'],
  light_number: ["case a.light when 'green' then 1 when 'yellow' then 2 when 'red' then 3 else 0 end", 'Light as a number: 0 grey, 1 green, 2 yellow, 3 red'],
  outcome: ['a.outcome', 'met, missed or unknown once the year is over; else null'],
  overdue: ['coalesce(a.overdue, 0)', '1 where a figure is past the day it was due, else 0'],
  p_miss: ['a.p_miss', 'Probability that the year ends short of the target, 0 to 1'],
  value: ['a.done', 'Figure judged, in `unit`'],
  pace_due: ['a.pace_due', 'What was due by the period, in `unit`'],
  pace_ratio: ['a.share_of_pace', 'Done over due, a ratio: 1 is on the pace line'],
  last_year: [LAST_YEAR, 'Figure of the same period of last year as known now, in `unit`; null where none was published'],
  forecast_low: ['a.forecast_low', 'Lower end of the 80 % range of the end of the year, in `unit`'],
  forecast_mid: ['a.forecast', 'Where the year is expected to end, in `unit`'],
  forecast_high: ['a.forecast_high', 'Upper end of the 80 % range of the end of the year, in `unit`'],
  required_run_rate: ['a.required_run_rate', 'Growth that the rest of the year needs over last year, a ratio: 0.31 is 31 %'],
  required_per_month: ['a.required_per_month', 'What each remaining month needs, in `unit`'],
  best_run_rate: ['a.best_run_rate', 'Best growth that the same rest of a year ever had, a ratio'],
  pace_line: ['a.pace_line', 'How the pace line was drawn'],
  method: ['a.method', 'How the forecast was made'],
  reason_code: ['a.reason_code', 'Why the light has its colour, a code (docs/judging.md)'],
  reason_zh: ['a.reason_zh', 'The same as a sentence, Chinese'],
  reason_en: ['a.reason_en', 'The same as a sentence, English'],
})
