import { AnnotationQueryBuilder, type DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard'
import { colour, DASHED } from './looks.ts'
import { ALERT_EVENTS, ALERT_KINDS, STEPS } from './names.ts'
import { lines } from './panels.ts'
import { LEDGER, rows, series } from './queries.ts'
import { inOwnUnits, inUnits, worded } from './sql.ts'
import { THIS_KEY, THIS_TARGET } from './this-target.ts'

const YEAR_END = "make_timestamptz(year, 12, 31, 0, 0, 0, 'Asia/Shanghai')"
const YEAR_START = "make_timestamptz(year, 1, 1, 0, 0, 0, 'Asia/Shanghai')"

/** What was judged, what was due, and last year's; the pace line ends on the target, whatever it is drawn by. */
const CURVE = `
select period_at as time, value / per_shown as "实际", pace_due / per_shown as "时序进度线", last_year / per_shown as "上年同期"
from target_curve where ${THIS_TARGET}
union all
select ${YEAR_END}, null, target_value / per_shown, null from target_now
where ${THIS_TARGET} and coalesce(period, '') < year || '-12'
order by time`

/** From the newest figure to the end of the year: the middle and the 80 % range. */
const FAN = `
select period_at as time, value / per_shown as "预测·低", value / per_shown as "预测", value / per_shown as "预测·高"
from target_curve where ${THIS_TARGET} and is_newest = 1 and forecast_mid is not null and value is not null and period < year || '-12'
union all
select ${YEAR_END}, forecast_low / per_shown, forecast_mid / per_shown, forecast_high / per_shown
from target_curve where ${THIS_TARGET} and is_newest = 1 and forecast_mid is not null and value is not null and period < year || '-12'
order by time`

const GOAL = `
select at as time, target_value / per_shown as "全年目标"
from target_now, lateral (values (${YEAR_START}), (${YEAR_END})) as ends (at) where ${THIS_TARGET} and target_value is not null order by time`

const UNIT = `
select case when unit_shown is null then 'none' when unit_shown = '%' then 'percent' else 'suffix:' || unit_shown end as unit from target_now where ${THIS_TARGET}`

const thin: DynamicConfigValue = { id: 'custom.lineWidth', value: 1 }
const noLine: DynamicConfigValue = { id: 'custom.lineWidth', value: 0 }
const noPoints: DynamicConfigValue = { id: 'custom.showPoints', value: 'never' }
const dots: readonly DynamicConfigValue[] = [
  { id: 'custom.showPoints', value: 'always' },
  { id: 'custom.pointSize', value: 7 },
]

/** The curve that everybody looks at. */
export const curve = lines(
  {
    title: '进度曲线（$unit）',
    about: '实际数对时序进度线（按上年同期所占份额画，不是直线）、上年同期、全年目标，和到年末的预测（80%的区间）。竖线是预警、数字更正和送达的通知。',
    span: 24,
    height: 14,
  },
  {
    asks: [series(CURVE, 'A'), series(FAN, 'B'), series(GOAL, 'C'), rows(UNIT, 'unit')],
    looks: {
      实际: [colour('blue'), { id: 'custom.lineWidth', value: 3 }, ...dots],
      时序进度线: [colour('orange'), noPoints],
      上年同期: [colour('text'), thin, noPoints],
      全年目标: [colour('red'), DASHED, noPoints],
      预测: [colour('purple'), DASHED, noPoints],
      预测·高: [colour('purple'), noLine, noPoints, { id: 'custom.fillBelowTo', value: '预测·低' }, { id: 'custom.fillOpacity', value: 18 }],
      预测·低: [colour('purple'), noLine, noPoints],
    },
  },
)
  .spanNulls(true)
  .decimals(1)
  .withTransformation({
    id: 'configFromData',
    options: { configRefId: 'unit', applyTo: { id: 'byType', options: 'number' }, mappings: [{ fieldName: 'unit', handlerKey: 'unit' }] },
  })

const notes = (name: string, color: string, sql: string): AnnotationQueryBuilder =>
  new AnnotationQueryBuilder().name(name).datasource(LEDGER).enable(true).iconColor(color).target(rows(sql, 'Anno'))

export const alertNotes = notes(
  '预警',
  'red',
  `
select day_at as time, ${worded('alert_kind', ALERT_KINDS)} || '：' || ${worded('event', ALERT_EVENTS)} || coalesce('（' || ${inUnits('value')} || '）', '') as text,
  alert_kind || ',' || event as tags
from alert_history where ${THIS_TARGET} and $__timeFilter(day_at) order by time`,
)

/** A vintage that says otherwise than the one before, of the indicator by which the target is measured. */
export const revisionNotes = notes(
  '数字更正',
  'orange',
  `
select published_at as time, period || '由' || ${inOwnUnits('value_before')} || '改为' || ${inOwnUnits('value')} as text, '数字更正' as tags
from observation_vintages v where region = \${region:sqlstring} and vintage > 1 and value_before is distinct from value and $__timeFilter(published_at)
  and indicator = (select indicator from target_now where ${THIS_TARGET}) order by time`,
)

export const noticeNotes = notes(
  '送达通知',
  'blue',
  `
select day_at as time, '通知 ' || bureau_name || ${worded("split_part(recipient, '/', 3)", STEPS)} || '：' || subject as text, channel as tags
from delivery_of_target where ${THIS_KEY} and outcome = 'accepted' and $__timeFilter(day_at)
group by day_at, bureau_name, recipient, subject, channel order by time`,
)
