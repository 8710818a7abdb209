import { VisibilityMode } from '@grafana/grafana-foundation-sdk/common'
import { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline'
import { LIGHT_CELL, LIGHT_MAPPING, WRAPPED, width } from './looks.ts'
import { ALERT_EVENTS, ALERT_KINDS, CHANNELS, DELIVERIES, PRESETS, STEPS } from './names.ts'
import { framed, table } from './panels.ts'
import { rows, series } from './queries.ts'
import { ANSWERED_BY, inOwnUnits, inPercent, inUnits, worded } from './sql.ts'
import { THIS_KEY, THIS_TARGET } from './this-target.ts'

const LIGHT_OF = "case light when 'green' then 1 when 'yellow' then 2 when 'red' then 3 end"

/** The light that counts first, then what each published rule would have said. */
const LIGHTS = `
select period_at as time, '本系统' as metric, light_number::double precision as value from target_curve where ${THIS_TARGET}
union all
select period_at, ${worded('preset', PRESETS)}, ${LIGHT_OF} from target_presets where ${THIS_KEY} and light is not null
order by time, metric desc`

export const presets = framed(
  new StateTimelineBuilder(),
  { title: '各家规则并排', about: '同样的数字，按各地各部门公布的规则会亮什么灯（规则见 docs/judging.md）。', span: 24, height: 10 },
  { asks: [series(LIGHTS)] },
)
  .mappings([LIGHT_MAPPING])
  .showValue(VisibilityMode.Auto)
  .rowHeight(0.85)
  .lineWidth(1)
  .fillOpacity(80)

const VINTAGES = `
select period as "数期", ${worded('measure', { level: '数额', growth: '增速', share: '占比', done: '完成' })} as "种类",
  ${worded('coverage', { ytd: '累计', month: '当月', quarter: '当季', point: '时点' })} as "口径", written as "公布",
  ${worded('bound', { exact: '', 'at-least': '突破', about: '约', estimate: '预计' })} as "限定", published as "公布日", vintage as "第几版",
  ${inOwnUnits('value_before')} as "前一版", case is_newest when 1 then '现用' else '' end as "现用", coalesce(reported_by, feed) as "来源", evidence as "依据", source as "出处"
from observation_vintages where region = \${region:sqlstring} and indicator = (select indicator from target_now where ${THIS_TARGET})
  and period between (\${year:sqlstring}::integer - 1) || '-01' and \${year:sqlstring} || '-12'
order by period desc, measure, coverage, vintage desc`

export const vintages = table(
  {
    title: '数字的各个版本',
    about: '本年和上年公布过的每一个数字，包括后来改过的；现用的是最近的一版，准确数胜过约数。',
    span: 24,
    height: 9,
    empty: '还没有公布过数字',
  },
  { asks: [rows(VINTAGES)], looks: { 数期: [width(90)], 公布日: [width(110)], 出处: [width(260)] } },
)

const ALERTS = `
select day as "日期", ${worded('alert_kind', ALERT_KINDS)} as "预警", ${worded('event', ALERT_EVENTS)} as "变化", light as "灯", period as "数期",
  ${inUnits('value')} as "完成", ${inPercent('p_miss')} as "未完成概率", ${worded('step', STEPS)} as "已到", why as "规则",
  ${ANSWERED_BY} as "答复人", command_reason as "答复", command_until as "受理至"
from alert_history h where ${THIS_TARGET} order by day desc, seq_offset desc`

export const alerts = table(
  { title: '预警经过', about: '这项目标的预警发生过的每一件事，和单位的答复。', span: 24, height: 8, empty: '没有过预警' },
  { asks: [rows(ALERTS)], looks: { 日期: [width(110)], 灯: LIGHT_CELL, 答复: [WRAPPED, width(280)] } },
)

const NOTICES = `
select day as "日期", bureau_name as "单位", ${worded("split_part(recipient, '/', 3)", STEPS)} as "收件人", ${worded('channel', CHANNELS)} as "渠道",
  ${worded('outcome', DELIVERIES)} as "结果", subject as "标题", string_agg(distinct ${worded('event', ALERT_EVENTS)}, '、') as "所告"
from delivery_of_target where ${THIS_KEY} group by day, bureau_name, recipient, channel, outcome, subject, notice, attempt order by day desc, bureau_name`

export const notices = table(
  { title: '通知过谁', about: '告诉过哪个单位的哪一级、什么时候、走什么渠道、送到没有。', span: 24, height: 8, empty: '没有通知过谁' },
  { asks: [rows(NOTICES)], looks: { 日期: [width(110)], 标题: [width(420)] } },
)
