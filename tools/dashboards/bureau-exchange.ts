import { leads, toTarget } from './links.ts'
import { HIDDEN, LIGHT_CELL, WRAPPED, width } from './looks.ts'
import { ALERT_KINDS, CHANNELS, DELIVERIES, STEPS } from './names.ts'
import { table } from './panels.ts'
import { rows } from './queries.ts'
import { ANSWERED_BY, CHOSEN, inUnits, worded } from './sql.ts'

const THIS_BUREAU = '${bureau:sqlstring}'
const TARGET = { 目标: [leads(toTarget), width(240)], target_id: HIDDEN }

const WAITING = `
select name_zh as "目标", ${worded('kind_of_alert', ALERT_KINDS)} as "预警", light as "灯", since as "始于", days as "已有天数", ${worded('step', STEPS)} as "已到", target_id
from (select name_zh, alert_kind as kind_of_alert, light, since, step, target_id, status, acknowledged_by,
    (select max(as_of) from target_now n where n.region = h.region and n.year = h.year)::date - since::date as days,
    row_number() over (partition by target, alert_kind order by day desc, seq_offset desc) as age
  from alert_history h where ${CHOSEN} and lead_bureau = ${THIS_BUREAU}) newest
where age = 1 and status <> 'over' and acknowledged_by is null order by since, name_zh`

export const waiting = table(
  { title: '还没有答复的预警', about: '亮了灯或逾期、单位还没有受理的；天数算到最近一次研判。', span: 24, height: 8, empty: '没有未答复的预警' },
  { asks: [rows(WAITING)], looks: { ...TARGET, 灯: LIGHT_CELL } },
)

const TOLD = `
select day as "日期", ${worded("split_part(recipient, '/', 3)", STEPS)} as "收件人", ${worded('channel', CHANNELS)} as "渠道", ${worded('outcome', DELIVERIES)} as "结果",
  subject as "标题", events_told as "所告事件", attempt as "第几次", answer as "渠道回答"
from delivery_history where region = \${region:sqlstring} and bureau = ${THIS_BUREAU} and $__timeFilter(day_at) order by day desc, notice, attempt desc limit 300`

export const told = table(
  { title: '告诉过它什么', about: '所选时间内发给这个单位的每一份通知，和送到没有。', span: 24, height: 9, empty: '所选时间内没有通知过它' },
  { asks: [rows(TOLD)], looks: { 日期: [width(110)], 标题: [width(460)] } },
)

const ANSWERED = `
select day as "日期", name_zh as "目标", ${worded('alert_kind', ALERT_KINDS)} as "预警", ${ANSWERED_BY} as "答复人", command_reason as "答复", command_until as "受理至", target_id
from alert_history h where ${CHOSEN} and lead_bureau = ${THIS_BUREAU} and event = 'acknowledged' order by day desc`

export const answered = table(
  { title: '它答复过什么', about: '受理或请求静默的答复：谁、为什么、到哪天。', span: 12, height: 8, empty: '还没有答复过' },
  { asks: [rows(ANSWERED)], looks: { ...TARGET, 日期: [width(110)], 答复: [WRAPPED] } },
)

const REPORTED = `
select published as "上报日", indicator_name_zh as "指标", period as "数期", written as "上报", evidence as "依据", ${worded('basis', { 'first-published': '首次', revised: '修订', reported: '上报', 'implied-by-later-release': '由后一期推得' })} as "性质"
from observation_vintages where region = \${region:sqlstring} and reported_by = ${THIS_BUREAU}
  and period between \${year:sqlstring} || '-01' and \${year:sqlstring} || '-12' order by published desc, indicator_name_zh, period desc limit 300`

export const reported = table(
  { title: '它上报过什么', about: '没有公开统计的目标，由单位自己上报数字和依据。', span: 12, height: 8, empty: '这一年没有上报过' },
  { asks: [rows(REPORTED)], looks: { 上报日: [width(110)], 依据: [WRAPPED] } },
)

const OWES = `
select name_zh as "目标", period as "数期", due as "应报日", days_late as "逾期天数", indicator_name_zh as "指标", ${inUnits('target_value')} as "全年目标", target_id
from release_owed where ${CHOSEN} and lead_bureau = ${THIS_BUREAU} and publisher_by = 'bureau' order by days_late desc, name_zh limit 300`

export const owes = table(
  { title: '还欠哪些数字', about: '该由它上报、日子已过还没有报的。', span: 24, height: 9, empty: '什么也不欠' },
  { asks: [rows(OWES)], looks: TARGET },
)
