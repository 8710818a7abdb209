import { PanelBuilder as BarChartBuilder } from '@grafana/grafana-foundation-sdk/barchart'
import { StackingMode, VisibilityMode, VizOrientation } from '@grafana/grafana-foundation-sdk/common'
import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { course } from './city-course.ts'
import { changed, due, years } from './city-news.ts'
import { dashboard, THIS_YEAR } from './dashboard.ts'
import { leads, toBureau, toTarget } from './links.ts'
import { COLOURED_LIGHTS, colour, HIDDEN, LIGHT_CELL, unit, width } from './looks.ts'
import { COLOURS, KINDS, UID } from './names.ts'
import { framed, numbers, row, table, texts } from './panels.ts'
import { rows } from './queries.ts'
import { CHOSEN, inPercent, inUnits, worded } from './sql.ts'
import { bureaus, region, year } from './variables.ts'

const MINE = `${CHOSEN} and lead_bureau in (\${bureau:sqlstring})`

/** What the report promises firmly weighs 1, what it strives for a half. */
const WEIGHT = "case firmness when 'firm' then 1.0 when 'strive' then 0.5 else 0 end::double precision"

const COUNTS = `
select count(*) filter (where light = 'red') as "红灯", count(*) filter (where light = 'yellow') as "黄灯",
  count(*) filter (where light = 'green') as "绿灯", count(*) filter (where light = 'grey') as "未研判",
  count(*) filter (where overdue = 1) as "逾期未报", count(*) filter (where alerts_open > 0) as "有预警",
  count(*) filter (where alerts_open > 0 and alert_acknowledged_until is null) as "无人受理",
  count(*) filter (where outcome = 'met') as "已完成", count(*) filter (where outcome = 'missed') as "未完成",
  sum(least(greatest(pace_ratio, 0), 1) * ${WEIGHT}) / nullif(sum(${WEIGHT}) filter (where pace_ratio is not null), 0) as "加权进度"
from target_now where ${MINE}`

const counts = numbers(
  {
    title: '目标',
    about:
      '按最近研判的一期计；未研判的还没有可以研判的数字。年末才有已完成和未完成。加权进度是完成数占时序应达数的份额（各项最多算1），必成的权重1，力争的一半。',
    span: 20,
    height: 4,
  },
  {
    asks: [rows(COUNTS)],
    looks: {
      红灯: [colour(COLOURS.red)],
      黄灯: [colour(COLOURS.yellow)],
      绿灯: [colour(COLOURS.green)],
      未研判: [colour(COLOURS.grey)],
      逾期未报: [colour('orange')],
      有预警: [colour('red')],
      无人受理: [colour('purple')],
      已完成: [colour('green')],
      未完成: [colour('dark-red')],
      加权进度: [colour('blue'), unit('percentunit'), { id: 'decimals', value: 1 }],
    },
  },
).decimals(0)

const AS_OF = `
select max(as_of) as "研判至", max(period) as "最新数期", max(region_name) as "地区" from target_now where ${MINE}`

const asOf = texts({ title: '截至', about: '最近一次研判的日子，和有数字的最新一期。', span: 4, height: 4 }, { asks: [rows(AS_OF)] })

const REDS = `
select name_zh as "目标", lead_bureau_name as "责任单位", light as "灯", light_before as "上期", period as "数期", reason_zh as "原因",
  ${inUnits('value')} as "完成", ${inUnits('pace_due')} as "时序应达", ${inUnits('target_value')} as "全年目标",
  ${inPercent('p_miss')} as "未完成概率", ${inPercent('required_run_rate', 1)} as "余期需增", alert_since as "预警始于", alert_acknowledged_until as "受理至",
  target_id, lead_bureau
from target_now where ${MINE} and light in ('red', 'yellow') order by light_number desc, p_miss desc nulls last, name_zh`

const reds = table(
  {
    title: '红灯、黄灯及原因',
    about: '红灯在前；点目标看曲线，点单位看它的全部目标。余期需增是要完成目标，剩下几个月比上年同期至少要增长多少。',
    span: 24,
    height: 10,
    empty: '没有红灯和黄灯',
  },
  {
    asks: [rows(REDS)],
    looks: {
      目标: [leads(toTarget), width(220)],
      责任单位: [leads(toBureau), width(220)],
      灯: LIGHT_CELL,
      上期: LIGHT_CELL,
      数期: [width(80)],
      原因: [width(360)],
      target_id: HIDDEN,
      lead_bureau: HIDDEN,
    },
  },
)

const BY_BUREAU = `
select bureau_name as "责任单位", red as "红灯", yellow as "黄灯", green as "绿灯", grey as "未研判" from bureau_now
where ${CHOSEN} and bureau in (\${bureau:sqlstring}) order by red desc, yellow desc, green desc, bureau_name`

const BY_KIND = `
select ${worded('kind', KINDS)} as "类型", count(*) filter (where light = 'red') as "红灯", count(*) filter (where light = 'yellow') as "黄灯",
  count(*) filter (where light = 'green') as "绿灯", count(*) filter (where light = 'grey') as "未研判"
from target_now where ${MINE} group by kind order by count(*) desc`

const bars = (frame: Parameters<typeof framed>[1], sql: string, x: string): BarChartBuilder =>
  framed(new BarChartBuilder(), frame, { asks: [rows(sql)], looks: COLOURED_LIGHTS })
    .orientation(VizOrientation.Horizontal)
    .stacking(StackingMode.Normal)
    .showValue(VisibilityMode.Auto)
    .xField(x)
    .decimals(0)

/** The whole city on one page. */
export const cityDashboard = (): DashboardBuilder =>
  dashboard({
    uid: UID.city,
    title: '时序 · 全市一览',
    about: '政府工作报告的年度目标走到哪里：谁的红灯、为什么、上次发布以来变了什么、谁还没报。',
    time: THIS_YEAR,
  })
    .withVariable(region())
    .withVariable(year())
    .withVariable(bureaus())
    .withPanel(counts)
    .withPanel(asOf)
    .withPanel(reds)
    .withPanel(bars({ title: '各责任单位的灯', about: '每个牵头单位的目标，按灯。', span: 12, height: 14 }, BY_BUREAU, '责任单位'))
    .withPanel(bars({ title: '各类目标的灯', about: '增速、总量、个数、存量、占比、节点，按灯。', span: 12, height: 14 }, BY_KIND, '类型'))
    .withRow(row('变化'))
    .withPanel(changed)
    .withPanel(course.overTime)
    .withPanel(course.ratios)
    .withPanel(course.whole)
    .withPanel(course.kinds)
    .withRow(row('应报与逾期'))
    .withPanel(due.owed)
    .withPanel(due.toCome)
    .withPanel(due.past)
    .withRow(row('年度'))
    .withPanel(years)
