import { leads, toBureau, toTarget, toYear } from './links.ts'
import { COLOURED_CELL, HIDDEN, LIGHT_CELL, mappings, painted, width } from './looks.ts'
import { ALERT_EVENTS, ALERT_KINDS } from './names.ts'
import { table } from './panels.ts'
import { rows } from './queries.ts'
import { CHOSEN, inPercent, inUnits, worded } from './sql.ts'

const MINE = `${CHOSEN} and lead_bureau in (\${bureau:sqlstring})`

/** The newest day, up to the end of the time that is shown, on which an office published a figure of the region. */
const LAST_RELEASE = `
select max(published) from observation_vintages where region = \${region:sqlstring} and feed is not null and published_at <= $__timeTo()`

const CHANGED = `
select day as "日期", name_zh as "目标", lead_bureau_name as "责任单位", ${worded('alert_kind', ALERT_KINDS)} as "预警",
  ${worded('event', ALERT_EVENTS)} as "变化", light as "灯", period as "数期", ${inUnits('value')} as "完成", ${inPercent('p_miss')} as "未完成概率",
  case when day >= (${LAST_RELEASE.trim()}) then '是' else '' end as "上次发布以来", target_id, lead_bureau
from alert_history where ${MINE} and $__timeFilter(day_at) order by day desc, array_position(array['worsened', 'raised', 'escalated', 'corrected', 'reminded', 'acknowledged', 'eased', 'resolved'], event), name_zh limit 200`

export const changed = table(
  {
    title: '变了什么',
    about: '所选时间内预警的变化，新的在前；“上次发布以来”是所选时间结束前最近一次公布数字之后的。',
    span: 24,
    height: 9,
    empty: '所选时间内没有变化',
  },
  {
    asks: [rows(CHANGED)],
    looks: {
      日期: [width(110)],
      目标: [leads(toTarget), width(240)],
      责任单位: [leads(toBureau), width(220)],
      灯: LIGHT_CELL,
      上次发布以来: [mappings(painted({ 是: 'blue' })), COLOURED_CELL, width(110)],
      target_id: HIDDEN,
      lead_bureau: HIDDEN,
    },
  },
)

const OWED = `
select name_zh as "目标", lead_bureau_name as "责任单位", period as "数期", due as "应报日", days_late as "逾期天数", publisher as "由谁公布", target_id, lead_bureau
from release_owed where ${MINE} and publisher_by = 'bureau' order by days_late desc, name_zh limit 300`

const LATE = `
select name_zh as "目标", publisher as "由谁公布", period as "数期", due as "应公布日", days_late as "逾期天数", target_id, lead_bureau
from release_owed where ${MINE} and publisher_by = 'office' order by days_late desc, name_zh limit 300`

const TO_COME = `
select due as "应发布日", days_left as "还有几天", indicator_name_zh as "指标", period as "数期", publisher as "由谁公布",
  case due_basis when 'stated' then '写明' else '推定' end as "日期依据"
from release_calendar where ${CHOSEN} and state = 'to-come' and days_left <= 45 order by due, indicator_name_zh`

const LOOKS = { 目标: [leads(toTarget)], target_id: HIDDEN, lead_bureau: HIDDEN }

export const due = {
  owed: table(
    { title: '单位欠报', about: '该由责任单位上报、日子已过还没有报的数字。', span: 14, height: 9, empty: '没有欠报' },
    { asks: [rows(OWED)], looks: { ...LOOKS, 责任单位: [leads(toBureau)] } },
  ),
  toCome: table(
    { title: '45天内应有的数字', about: '接下来45天按日历应当发布或上报的数字。', span: 10, height: 9, empty: '45天内没有' },
    { asks: [rows(TO_COME)] },
  ),
  past: table(
    { title: '统计数字逾期', about: '该由统计、海关等部门公布、日子已过还没有收到的数字。', span: 24, height: 7, empty: '没有逾期' },
    { asks: [rows(LATE)], looks: LOOKS },
  ),
}

const YEARS = `
select year as "年度", count(*) as "目标数", count(*) filter (where light = 'red') as "红灯", count(*) filter (where outcome = 'met') as "已完成",
  count(*) filter (where outcome = 'missed') as "未完成", count(*) filter (where outcome = 'unknown') as "结果未知", year as year_id,
  (extract(epoch from make_timestamptz(year, 1, 1, 0, 0, 0, 'Asia/Shanghai')) * 1000)::bigint::text as from_ms,
  (extract(epoch from make_timestamptz(year + 1, 4, 1, 0, 0, 0, 'Asia/Shanghai')) * 1000)::bigint::text as to_ms
from target_now where region = \${region:sqlstring} group by year order by year desc`

export const years = table(
  { title: '各年度', about: '点年度，连同时间范围一起换到那一年（到次年三月底，全年数字公布为止）。', span: 24, height: 5 },
  {
    asks: [rows(YEARS)],
    looks: { 年度: [leads(toYear), { id: 'unit', value: 'none' }, { id: 'decimals', value: 0 }], year_id: HIDDEN, from_ms: HIDDEN, to_ms: HIDDEN },
  },
)
