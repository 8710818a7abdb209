import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { answered, owes, reported, told, waiting } from './bureau-exchange.ts'
import { dashboard, THIS_YEAR } from './dashboard.ts'
import { leads, toTarget } from './links.ts'
import { colour, DASHED, HIDDEN, inWords, LIGHT_CELL, WRAPPED, width } from './looks.ts'
import { COLOURS, LIGHTS, UID } from './names.ts'
import { areas, lines, numbers, row, table } from './panels.ts'
import { countOf, recorded } from './promql.ts'
import { metric, rows } from './queries.ts'
import { CHOSEN, inPercent, inUnits } from './sql.ts'
import { bureau, region, year } from './variables.ts'

const COUNTS = `
select targets as "牵头目标", red as "红灯", yellow as "黄灯", green as "绿灯", grey as "未研判", overdue as "逾期未报", alerts_open as "未了预警",
  unanswered as "未答复", met as "已完成", missed as "未完成"
from bureau_now where ${CHOSEN} and bureau = \${bureau:sqlstring}`

const counts = numbers(
  { title: '${bureau:text}', about: '它牵头的目标现在怎样。', span: 24, height: 4 },
  {
    asks: [rows(COUNTS)],
    looks: {
      牵头目标: [colour('blue')],
      红灯: [colour(COLOURS.red)],
      黄灯: [colour(COLOURS.yellow)],
      绿灯: [colour(COLOURS.green)],
      未研判: [colour(COLOURS.grey)],
      逾期未报: [colour('orange')],
      未了预警: [colour('red')],
      未答复: [colour('purple')],
      已完成: [colour('green')],
      未完成: [colour('dark-red')],
    },
  },
).decimals(0)

const COLUMNS = `
select name_zh as "目标", light as "灯", period as "数期", ${inUnits('value')} as "完成", ${inUnits('pace_due')} as "时序应达",
  coalesce(${inUnits('target_value')}, due) as "全年目标", ${inPercent('p_miss')} as "未完成概率", reason_zh as "原因", alert_since as "预警始于",
  alert_acknowledged_until as "受理至", target_id`

const LOOKS = { 目标: [leads(toTarget), width(240)], 灯: LIGHT_CELL, 原因: [WRAPPED, width(380)], 数期: [width(80)], target_id: HIDDEN }

const LED = `${COLUMNS} from target_now
where ${CHOSEN} and lead_bureau = \${bureau:sqlstring} order by light_number desc, p_miss desc nulls last, name_zh`

const led = table(
  { title: '牵头的目标', about: '红灯在前；点目标看曲线。', span: 24, height: 12, empty: '这一年没有由它牵头的目标' },
  { asks: [rows(LED)], looks: LOOKS },
)

const SUPPORTED = `${COLUMNS}, lead_bureau_name as "牵头单位" from target_now
where ${CHOSEN} and supporting::jsonb ? \${bureau:sqlstring} order by light_number desc, p_miss desc nulls last, name_zh`

const supported = table(
  { title: '配合的目标', about: '别的单位牵头、它配合的目标。', span: 24, height: 8, empty: '没有要它配合的目标' },
  { asks: [rows(SUPPORTED)], looks: LOOKS },
)

const THIS_BUREAU = 'lead_bureau="$bureau"'

const overTime = areas(
  { title: '灯随时间', about: '每一天当时已知的灯。', span: 12, height: 8 },
  {
    asks: (['red', 'yellow', 'green', 'grey'] as const).map((light, index) => metric(countOf(light, THIS_BUREAU), light, 'ABCD'[index])),
    looks: inWords(LIGHTS, COLOURS),
  },
).decimals(0)

const compared = lines(
  {
    title: '和全地区比',
    about: '加权进度是完成数占时序应达数的份额（各项最多算1，必成的权重1，力争的一半）；红灯以牵头的全部目标计。',
    span: 12,
    height: 8,
  },
  {
    asks: [
      metric(recorded('shixu:bureau_progress:weighted', THIS_BUREAU), '加权进度，本单位', 'A'),
      metric(recorded('shixu:region_progress:weighted'), '加权进度，全地区', 'B'),
      metric(recorded('shixu:bureau_targets:share', `${THIS_BUREAU},light="red"`), '红灯份额，本单位', 'C'),
      metric(recorded('shixu:region_targets:share', 'light="red"'), '红灯份额，全地区', 'D'),
    ],
    looks: {
      '加权进度，本单位': [colour('blue')],
      '加权进度，全地区': [colour('blue'), DASHED],
      '红灯份额，本单位': [colour(COLOURS.red)],
      '红灯份额，全地区': [colour(COLOURS.red), DASHED],
    },
  },
)
  .unit('percentunit')
  .min(0)
  .max(1)

/** One bureau: its targets, what it was told, what it answered, what it owes. */
export const bureauDashboard = (): DashboardBuilder =>
  dashboard({
    uid: UID.bureau,
    title: '时序 · 责任单位',
    about: '一个单位：它的目标，告诉过它什么，它答复了什么，还欠什么。',
    time: THIS_YEAR,
  })
    .withVariable(region())
    .withVariable(year())
    .withVariable(bureau())
    .withPanel(counts)
    .withPanel(led)
    .withPanel(supported)
    .withPanel(overTime)
    .withPanel(compared)
    .withRow(row('告知与答复'))
    .withPanel(waiting)
    .withPanel(told)
    .withPanel(answered)
    .withPanel(reported)
    .withRow(row('还欠的'))
    .withPanel(owes)
