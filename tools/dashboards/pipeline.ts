import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { dashboard, LAST_DAYS } from './dashboard.ts'
import { inWords, mappings, steps, unit, width, wordsFor } from './looks.ts'
import { ALERT_EVENTS, COLOURS, DUES, LIGHTS, RESULTS, UID } from './names.ts'
import { areas, lines, numbers, row, table } from './panels.ts'
import { kafka } from './pipeline-kafka.ts'
import { metric, metricNow, rows } from './queries.ts'
import { region } from './variables.ts'

const perDay = (counter: string, by: string): string => `sum by (${by}) (rate(${counter}[$__rate_interval])) * 86400`

/** What an operator looks at first: each is 0 where all is well. */
const HEALTH = [
  metricNow('sum(shixu_outbox_unaccounted_dues)', '下落不明的通知', 'A'),
  metricNow('sum(increase(shixu_deadletters_total[$__range])) or vector(0)', '死信', 'B'),
  metricNow('sum(increase(shixu_unjudgeable_facts_total[$__range])) or vector(0)', '无法研判的事实', 'C'),
  metricNow('sum(increase(shixu_feed_failures_total[$__range])) or vector(0)', '拉取失败', 'D'),
  metricNow('count(shixu_feed_overdue == 1) or vector(0)', '逾期的数据源', 'E'),
  metricNow('max(shixu_processing_lag_seconds)', '最大滞后', 'F'),
]

const health = numbers(
  { title: '运行状况', about: '所选时间内出了几次错；一切正常时全是0。滞后是手上最新一条记录等了多久。', span: 24, height: 4 },
  { asks: HEALTH, looks: { 最大滞后: [unit('s')] } },
)
  .decimals(0)
  .thresholds(steps('green', [1, 'red']))

const throughput = (board: DashboardBuilder): DashboardBuilder =>
  board
    .withRow(row('吞吐'))
    .withPanel(
      lines(
        { title: '读到的数字', about: '每天从文件里读到多少个数字：新的、没变的、缺的、拒收的。', span: 8, height: 8 },
        { asks: [metric(perDay('shixu_observations_total', 'result'), '{{result}}')], looks: inWords(RESULTS) },
      ),
    )
    .withPanel(
      lines(
        { title: '研判', about: '每天有多少条研判与前一次不同，按灯色。', span: 8, height: 8 },
        { asks: [metric(perDay('shixu_assessments_total', 'light'), '{{light}}')], looks: inWords(LIGHTS, COLOURS) },
      ),
    )
    .withPanel(
      lines(
        { title: '预警事件', about: '每天发生多少预警事件，按种类。', span: 8, height: 8 },
        { asks: [metric(perDay('shixu_alerts_total', 'event'), '{{event}}')], looks: inWords(ALERT_EVENTS) },
      ),
    )

const STEP_TIME = 'histogram_quantile(0.95, sum by (le, service, step) (rate(shixu_step_duration_seconds_bucket[$__rate_interval])))'

const lag = (board: DashboardBuilder): DashboardBuilder =>
  board
    .withRow(row('快慢'))
    .withPanel(
      lines(
        { title: '滞后', about: '各服务手上最新一条记录等了多久；0是都处理完了。', span: 12, height: 8 },
        { asks: [metric('max by (service) (shixu_processing_lag_seconds)', '{{service}}')] },
      )
        .unit('s')
        .min(0),
    )
    .withPanel(
      lines({ title: '每批用时（95%在此之内）', about: '每一步处理一批要多久。', span: 12, height: 8 }, { asks: [metric(STEP_TIME, '{{service}} {{step}}')] })
        .unit('s')
        .min(0),
    )

const FEEDS = `
select name_zh as "数据源", newest_period as "最新数期", newest_published as "最新公布日", days_since_published as "距今天数",
  next_due as "下次应发布", overdue as "逾期数", overdue_since as "逾期始于", figures as "数字个数", deadletters_open as "未处理死信", schedule as "拉取时间"
from feed_state where region = \${region:sqlstring} order by overdue desc, name_zh`

const LETTERS = `
select day as "日期", source as "来源", place as "位置", code as "代码", reason as "原因", about as "涉及", id as "编号"
from deadletter_open where region in (\${region:sqlstring}, 'unknown') order by day desc, id limit 200`

const feeds = (board: DashboardBuilder): DashboardBuilder =>
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
        { title: '未处理的死信', about: '被拒收而还没有人处理的；修好后用 shixu deadletters retry 重试。', span: 24, height: 8 },
        { asks: [rows(LETTERS)], looks: { 原因: [width(420)] } },
      ),
    )

const ACCEPTED = `
select channel as "渠道", count(*) as "次数", count(*) filter (where outcome = 'accepted') as "送达",
  count(*) filter (where outcome = 'refused') as "被拒", count(*) filter (where outcome in ('deferred', 'unknown')) as "待定",
  round(avg(seconds)::numeric, 3)::double precision as "平均用时", max(day) as "最近一次"
from delivery_history where region = \${region:sqlstring} and $__timeFilter(day_at) group by channel order by channel`

const telling = (board: DashboardBuilder): DashboardBuilder =>
  board
    .withRow(row('通知'))
    .withPanel(
      areas(
        { title: '应通知的事件', about: '发件箱里的事件到了哪一步；下落不明的永远应当是0。', span: 12, height: 8 },
        { asks: [metric('sum by (state) (shixu_outbox_dues)', '{{state}}')], looks: inWords(DUES) },
      ),
    )
    .withPanel(
      lines(
        { title: '投递', about: '每天投递多少次，按渠道和结果。', span: 12, height: 8 },
        { asks: [metric(perDay('shixu_notices_total', 'channel, result'), '{{channel}} {{result}}')] },
      ),
    )
    .withPanel(
      table(
        { title: '各渠道', about: '所选时间内每个渠道试了多少次、送达多少。', span: 24, height: 6 },
        { asks: [rows(ACCEPTED)], looks: { 平均用时: [unit('s')], 渠道: [mappings(wordsFor({ mail: '邮件', wecom: '企业微信' }))] } },
      ),
    )

/** How the system itself does. */
export const pipelineDashboard = (): DashboardBuilder =>
  [throughput, lag, feeds, telling, kafka].reduce(
    (board, part) => part(board),
    dashboard({ uid: UID.pipeline, title: '时序 · 系统运行', about: '数字从数据源到通知走得怎样：吞吐、滞后、死信、渠道、发件箱、Kafka。', time: LAST_DAYS })
      .withVariable(region())
      .withPanel(health),
  )
