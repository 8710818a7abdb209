import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { dashboard, THIS_YEAR } from './dashboard.ts'
import { leads, toBureau } from './links.ts'
import { asLines, DASHED, HIDDEN, LIGHT_CELL, LIGHT_MAPPING, steps, WRAPPED, width } from './looks.ts'
import { UID } from './names.ts'
import { lines, numbers, row, table, texts } from './panels.ts'
import { rows, series } from './queries.ts'
import { inPercent, inUnits } from './sql.ts'
import { alertNotes, curve, noticeNotes, revisionNotes } from './target-curve.ts'
import { alerts, notices, presets, vintages } from './target-past.ts'
import { THIS_TARGET } from './this-target.ts'
import { region, target, unitShown, year } from './variables.ts'

const NOW = `
select light_number as "灯", coalesce(${inUnits('value')}, '—') as "完成", coalesce(${inUnits('pace_due')}, '—') as "时序应达",
  coalesce(${inUnits('target_value')}, due) as "全年目标", coalesce(${inUnits('forecast_mid')}, '—') as "预计年末",
  coalesce(${inPercent('p_miss')}, '—') as "未完成概率", coalesce(${inPercent('required_run_rate', 1)}, '—') as "余期需增",
  coalesce(${inUnits('required_per_month')}, '—') as "余下每月需", coalesce(period, '—') as "数期"
from target_now where ${THIS_TARGET}`

const now = texts(
  { title: '${target:text}', about: '最近研判的一期。余期需增：要完成目标，剩下几个月比上年同期至少要增长多少。', span: 24, height: 4 },
  {
    asks: [rows(NOW)],
    looks: {
      灯: [
        { id: 'mappings', value: [LIGHT_MAPPING] },
        { id: 'color', value: { mode: 'thresholds' } },
      ],
    },
  },
).thresholds(steps('text'))

const WHY = `
select light as "灯", reason_zh as "原因", lead_bureau_name as "牵头单位", report_section as "报告章节", report_sentence as "报告原文",
  indicator_name_zh as "指标", light_by as "灯的依据", as_of as "研判日", lead_bureau
from target_now where ${THIS_TARGET}`

const why = table(
  { title: '原因与出处', about: '灯为什么是这个颜色，以及报告里承诺它的那句话。', span: 24, height: 5 },
  {
    asks: [rows(WHY)],
    looks: {
      灯: LIGHT_CELL,
      原因: [WRAPPED, width(380)],
      报告原文: [WRAPPED, width(520)],
      牵头单位: [leads(toBureau), width(200)],
      报告章节: [width(80)],
      研判日: [width(110)],
      lead_bureau: HIDDEN,
    },
  },
)

const CHANCE = `
select period_at as time, p_miss as "未完成概率" from target_curve where ${THIS_TARGET} and p_miss is not null order by period_at`

const chance = lines(
  { title: '未完成概率', about: '每一期研判时，年末完不成的概率。连续两期70%或一期90%亮红灯，低于50%解除。', span: 12, height: 8 },
  { asks: [series(CHANCE)] },
)
  .unit('percentunit')
  .min(0)
  .max(1)
  .thresholds(steps('green', [0.5, 'yellow'], [0.7, 'orange'], [0.9, 'red']))
  .thresholdsStyle(asLines())

const ENDS = `
select period_at as time, forecast_low / per_shown as "预计年末·低", forecast_mid / per_shown as "预计年末", forecast_high / per_shown as "预计年末·高",
  target_value / per_shown as "全年目标"
from target_curve where ${THIS_TARGET} and forecast_mid is not null order by period_at`

const ends = lines(
  { title: '每一期所预计的年末（$unit）', about: '预测怎样随着新数字移动：中值和80%的区间，对着全年目标。', span: 12, height: 8 },
  {
    asks: [series(ENDS)],
    looks: {
      全年目标: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'red' } }, DASHED],
      预计年末·高: [
        { id: 'custom.fillBelowTo', value: '预计年末·低' },
        { id: 'custom.fillOpacity', value: 20 },
        { id: 'custom.lineWidth', value: 0 },
      ],
      预计年末·低: [{ id: 'custom.lineWidth', value: 0 }],
    },
  },
)

const COUNTS = `
select count(*) as "期数", count(*) filter (where light = 'red') as "红灯期数",
  (select count(*) from alert_history where ${THIS_TARGET}) as "预警事件",
  (select count(distinct d.notice) from delivery_of_target d where d.region = \${region:sqlstring} and d.year = \${year:sqlstring}
    and d.target = \${region:sqlstring} || '/' || \${year:sqlstring} || '/' || \${target:sqlstring} and d.outcome = 'accepted') as "送达通知"
from target_curve where ${THIS_TARGET}`

const counts = numbers(
  { title: '这一年', about: '研判过几期、几期红灯、预警变过几次、送达几份通知。', span: 24, height: 4 },
  { asks: [rows(COUNTS)] },
).decimals(0)

/** One target: where it stands, why, and how it came there. */
export const targetDashboard = (): DashboardBuilder =>
  dashboard({
    uid: UID.target,
    title: '时序 · 单项目标',
    about: '一项目标：实际曲线对时序进度线、上年同期和预测，当时说过什么、改过什么、通知过谁。',
    time: THIS_YEAR,
  })
    .withVariable(region())
    .withVariable(year())
    .withVariable(target())
    .withVariable(unitShown())
    .annotation(alertNotes)
    .annotation(revisionNotes)
    .annotation(noticeNotes)
    .withPanel(now)
    .withPanel(curve)
    .withPanel(why)
    .withRow(row('研判的经过'))
    .withPanel(chance)
    .withPanel(ends)
    .withPanel(presets)
    .withPanel(counts)
    .withRow(row('数字、预警与通知'))
    .withPanel(vintages)
    .withPanel(alerts)
    .withPanel(notices)
