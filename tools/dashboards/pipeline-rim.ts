import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { inWords, mappings, steps, unit, WRAPPED, width, wordsFor } from './looks.ts'
import { CHANNELS, DELIVERIES, DUES } from './names.ts'
import { areas, lines, row, table } from './panels.ts'
import { perDay, within } from './promql.ts'
import { metric, rows } from './queries.ts'

const FEEDS = `
select name_zh as "数据源", newest_period as "最新数期", newest_published as "最新公布日", days_since_published as "距今天数",
  next_due as "下次应发布", overdue as "逾期数", overdue_since as "逾期始于", figures as "数字个数", deadletters_open as "未处理死信", schedule as "拉取时间"
from feed_state where region = \${region:sqlstring} order by overdue desc, name_zh`

const LETTERS = `
select day as "日期", source as "来源", place as "位置", code as "代码", reason as "原因", about as "涉及", id as "编号"
from deadletter_open where region in (\${region:sqlstring}, 'unknown') order by day desc, id limit 200`

/** Where figures come from, and what was refused. */
export const feeds = (board: DashboardBuilder): DashboardBuilder =>
  board
    .withRow(row('数据源与死信'))
    .withPanel(
      table(
        { title: '数据源', about: '每个数据源带来的最新数字、下次何时应发布、逾期几个。', span: 24, height: 8 },
        { asks: [rows(FEEDS)], looks: { 数据源: [width(220)], 逾期数: [{ id: 'thresholds', value: steps('transparent', [1, 'red']).build() }] } },
      ),
    )
    .withPanel(
      lines(
        { title: '距上次拉取成功', about: '每个数据源多久没有顺利拉到了。', span: 12, height: 8 },
        { asks: [metric('time() - max by (feed) (shixu_feed_last_success_timestamp_seconds)', '{{feed}}')] },
      ).unit('s'),
    )
    .withPanel(
      lines(
        { title: '死信', about: '每天有多少条被拒收，按原因。', span: 12, height: 8 },
        { asks: [metric(perDay('shixu_deadletters_total', 'reason'), '{{reason}}')] },
      ),
    )
    .withPanel(
      table(
        { title: '未处理的死信', about: '被拒收而还没有人处理的；修好后用 shixu deadletters retry 重试。', span: 24, height: 8, empty: '没有未处理的死信' },
        { asks: [rows(LETTERS)], looks: { 原因: [WRAPPED, width(420)] } },
      ),
    )

const TRIED = `
select channel as "渠道", count(*) as "次数", count(*) filter (where outcome = 'accepted') as "送达",
  count(*) filter (where outcome = 'refused') as "被拒", count(*) filter (where outcome in ('deferred', 'unknown')) as "待定",
  round(avg(seconds)::numeric, 3)::double precision as "平均用时", max(day) as "最近一次"
from delivery_history where region = \${region:sqlstring} and $__timeFilter(day_at) group by channel order by channel`

/** 邮件 已送达, for `smtp accepted`. */
const TRIES = Object.fromEntries(
  Object.entries(CHANNELS).flatMap(([channel, way]) =>
    Object.entries(DELIVERIES).map(([outcome, word]) => [`${channel} ${outcome}`, `${way} ${word}`] as const),
  ),
)

/** The outbox is one store however many notifiers show it, so what stands in it counts once. */
export const telling = (board: DashboardBuilder): DashboardBuilder =>
  board
    .withRow(row('通知'))
    .withPanel(
      areas(
        { title: '应通知的事件', about: '发件箱里的事件到了哪一步；下落不明的永远应当是0。', span: 12, height: 8 },
        { asks: [metric('max by (state) (shixu_outbox_dues)', '{{state}}')], looks: inWords(DUES) },
      ),
    )
    .withPanel(
      lines(
        { title: '等得最久的通知', about: '每个渠道里还没有送出的通知中最老的等了多久。', span: 12, height: 8 },
        { asks: [metric('max by (channel) (shixu_outbox_oldest_waiting_seconds)', '{{channel}}')], looks: inWords({ ...CHANNELS, none: '还没有写成' }) },
      )
        .unit('s')
        .min(0),
    )
    .withPanel(
      lines(
        { title: '投递', about: '每天投递多少次，按渠道和结果。', span: 8, height: 8 },
        { asks: [metric(perDay('shixu_notices_total', 'channel, result'), '{{channel}} {{result}}')], looks: inWords(TRIES) },
      ),
    )
    .withPanel(
      lines(
        { title: '从预警到送达（95%在此之内）', about: '从事件应当告知到渠道接受要多久，按渠道。', span: 8, height: 8 },
        { asks: [metric(within('shixu_notice_accept_duration_seconds', 'channel'), '{{channel}}')], looks: inWords(CHANNELS) },
      ).unit('s'),
    )
    .withPanel(
      lines(
        { title: '限速等待', about: '每天有多少份通知因为渠道允许的速率而等待。', span: 8, height: 8 },
        { asks: [metric(perDay('shixu_limiter_waits_total', 'channel'), '{{channel}}')], looks: inWords(CHANNELS) },
      ),
    )
    .withPanel(
      table(
        { title: '各渠道', about: '所选时间内每个渠道试了多少次、送达多少。', span: 24, height: 6, empty: '所选时间内没有通知' },
        { asks: [rows(TRIED)], looks: { 平均用时: [unit('s')], 渠道: [mappings(wordsFor(CHANNELS))] } },
      ),
    )
