import { PanelBuilder as BarChartBuilder } from '@grafana/grafana-foundation-sdk/barchart'
import { StackingMode, VisibilityMode } from '@grafana/grafana-foundation-sdk/common'
import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { dashboard, THIS_YEAR } from './dashboard.ts'
import { leads, toTarget } from './links.ts'
import { colour, HIDDEN, unit, width } from './looks.ts'
import { KINDS, OUTCOMES, UID } from './names.ts'
import { framed, lines, numbers, row, table } from './panels.ts'
import { rows, series } from './queries.ts'
import { alarms, byYear, SUMMARY } from './signal-alarms.ts'
import { worded } from './sql.ts'
import { region, year } from './variables.ts'

/** What was said at the time of the targets whose year is known to have ended met or missed, and of no period after the year's own months. */
const SAID = `
select s.*, case s.year_outcome when 'missed' then 1.0 else 0.0 end::double precision as missed
from assessment_history s where s.region = \${region:sqlstring} and s.year = \${year:sqlstring}
  and s.year_outcome in ('met', 'missed') and s.p_miss is not null and s.outcome is null`

const summary = numbers(
  {
    title: '这一年的信号',
    about: '只算年末结果已知的目标。误报是亮过红灯而最后完成的；漏报是没有亮过红灯而最后没完成的；提前天数从首次红灯到年末。',
    span: 24,
    height: 4,
  },
  {
    asks: [rows(SUMMARY)],
    looks: { 误报率: [unit('percentunit')], 命中率: [unit('percentunit')], 误报: [colour('orange')], 漏报: [colour('red')], 提前天数: [unit('suffix:天')] },
  },
)

const RELIABILITY = `
select (bucket * 10) || '–' || (bucket * 10 + 10) || '%' as "所说概率", avg(p_miss) as "平均所说", avg(missed) as "实际未完成", count(*) as "次数"
from (select least(floor(p_miss * 10)::integer, 9) as bucket, p_miss, missed from (${SAID.trim()}) said) bucketed
group by bucket order by bucket`

const reliability = framed(
  new BarChartBuilder(),
  {
    title: '校准：说的概率对实际',
    about: '把当时说过的未完成概率分成十档：说七成的里面，真没完成的是不是七成。两根柱一样高就是准；次数少的档不作数。',
    span: 12,
    height: 10,
  },
  {
    asks: [rows(RELIABILITY)],
    looks: { 平均所说: [colour('blue')], 实际未完成: [colour('red')], 次数: [{ id: 'custom.hideFrom', value: { viz: true, legend: true, tooltip: false } }] },
  },
)
  .xField('所说概率')
  .stacking(StackingMode.None)
  .showValue(VisibilityMode.Auto)
  .unit('percentunit')
  .min(0)
  .max(1)

const BUCKETS = table(
  { title: '校准表', about: '同样的数，带次数。', span: 12, height: 10, empty: '还没有一项结果已知' },
  { asks: [rows(RELIABILITY)], looks: { 平均所说: [unit('percentunit')], 实际未完成: [unit('percentunit')] } },
)

const BY_MONTH = `
select period_at as time, avg((p_miss - missed) ^ 2) as "布赖尔分", avg(case when missed = 0 and light = 'red' then 1.0 when missed = 0 then 0.0 end) as "完成的目标里红灯的份额",
  avg(case when missed = 1 and light = 'red' then 1.0 when missed = 1 then 0.0 end) as "未完成的目标里红灯的份额"
from (select distinct on (target, period) * from (${SAID.trim()}) said order by target, period, as_of desc) newest
where period_at is not null group by period_at order by period_at`

const byMonth = lines(
  { title: '一年里越来越准', about: '布赖尔分越低越好：0.25是全不知道，0是全知道。红灯应当早早亮在未完成的目标上，不亮在完成的目标上。', span: 24, height: 9 },
  { asks: [series(BY_MONTH)] },
)
  .min(0)
  .max(1)

const TARGETS = `
select t.name_zh as "目标", ${worded('t.kind', KINDS)} as "类型", ${worded('t.outcome', OUTCOMES)} as "结果", a.first_red as "首次红灯", a.lead_days as "提前天数",
  a.raised as "红灯次数", s.mean_p as "平均所说概率", s.brier as "布赖尔分", t.target_id
from target_now t
left join (select target, min(day) filter (where event = 'raised') as first_red, count(*) filter (where event in ('raised', 'worsened')) as raised,
    make_date(min(year), 12, 31) - min(day) filter (where event = 'raised')::date as lead_days
  from (select * from alert_history where alert_kind = 'pace' and region = \${region:sqlstring} and year = \${year:sqlstring}) pace group by target) a on a.target = t.target
left join (select target, avg(p_miss) as mean_p, avg((p_miss - missed) ^ 2) as brier from (${SAID.trim()}) said group by target) s on s.target = t.target
where t.region = \${region:sqlstring} and t.year = \${year:sqlstring} and t.outcome in ('met', 'missed') order by t.outcome desc, a.first_red nulls last, t.name_zh`

const targets = table(
  { title: '结果已知的目标', about: '每一项：结果、首次红灯、提前多少天、当时说得多准。', span: 24, height: 10, empty: '还没有一项结果已知' },
  {
    asks: [rows(TARGETS)],
    looks: { 目标: [leads(toTarget), width(260)], 平均所说概率: [unit('percentunit')], 布赖尔分: [{ id: 'decimals', value: 3 }], target_id: HIDDEN },
  },
)

/** Whether the lights deserve belief. */
export const signalDashboard = (): DashboardBuilder =>
  dashboard({
    uid: UID.signal,
    title: '时序 · 信号质量',
    about: '灯值不值得信：当时说的概率准不准，误报多少，提前多久，一年一年怎样。结果知道一项算一项。',
    time: THIS_YEAR,
  })
    .withVariable(region())
    .withVariable(year())
    .withPanel(summary)
    .withPanel(reliability)
    .withPanel(BUCKETS)
    .withPanel(byMonth)
    .withRow(row('误报与提前'))
    .withPanel(alarms)
    .withPanel(targets)
    .withRow(row('逐年'))
    .withPanel(byYear)
