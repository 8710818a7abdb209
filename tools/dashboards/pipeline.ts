import { BigValueColorMode } from '@grafana/grafana-foundation-sdk/common'
import { type DashboardBuilder, MappingType } from '@grafana/grafana-foundation-sdk/dashboard'
import { dashboard, LAST_DAYS } from './dashboard.ts'
import { COLOURED_CELL, HIDDEN, inWords, mappings, painted, steps, unit, width } from './looks.ts'
import { ALERT_EVENTS, COLOURS, LIGHTS, RESULTS, UID } from './names.ts'
import { lines, numbers, row, table } from './panels.ts'
import { kafka } from './pipeline-kafka.ts'
import { feeds, telling } from './pipeline-rim.ts'
import { inRange, perDay, within } from './promql.ts'
import { metric, metricNow, metricRows } from './queries.ts'
import { region } from './variables.ts'

/** What an operator looks at first: each is 0 where all is well. */
const HEALTH = [
  metricNow('max(shixu_outbox_unaccounted_dues)', '下落不明的通知', 'A'),
  metricNow(inRange('shixu_deadletters_total'), '死信', 'B'),
  metricNow(inRange('shixu_unjudgeable_facts_total'), '无法研判的事实', 'C'),
  metricNow(inRange('shixu_feed_failures_total'), '拉取失败', 'D'),
  metricNow('count(max by (feed) (shixu_feed_overdue) == 1) or vector(0)', '逾期的数据源', 'E'),
  metricNow('max(shixu_processing_lag_seconds)', '最大滞后', 'F'),
  metricNow('count(max by (channel) (shixu_channel_tripped) == 1) or vector(0)', '断开的渠道', 'G'),
]

const health = numbers(
  { title: '运行状况', about: '所选时间内出了几次错；一切正常时全是0。滞后是手上最新一条记录等了多久。', span: 24, height: 4 },
  { asks: HEALTH, looks: { 最大滞后: [unit('s')] } },
)
  .decimals(0)
  .thresholds(steps('green', [1, 'red']))

const services = numbers(
  { title: '服务', about: 'Prometheus 取得到指标的服务。', span: 10, height: 7 },
  { asks: [metricNow('min by (job, instance) (up{job=~"shixu.*"})', '{{job}} {{instance}}')] },
)
  .mappings([
    {
      type: MappingType.ValueToText,
      options: { '1': { text: '正常', color: 'green', index: 0 }, '0': { text: '没有响应', color: 'red', index: 1 } },
    },
  ])
  .colorMode(BigValueColorMode.Background)

const firing = table(
  {
    title: '正在响的告警',
    about: 'Prometheus 规则给运维人员的告警，含对目标的；怎么办见 docs/runbooks 里同名的一页。',
    span: 14,
    height: 7,
    empty: '没有告警',
  },
  {
    asks: [metricRows('max by (severity, team, alertname) (ALERTS{alertstate="firing",audience="operators"})')],
    looks: {
      alertname: [{ id: 'displayName', value: '告警' }],
      severity: [{ id: 'displayName', value: '轻重' }, mappings(painted({ critical: 'red', warning: 'orange', info: 'blue' })), COLOURED_CELL, width(100)],
      team: [{ id: 'displayName', value: '归谁' }, width(120)],
      Value: HIDDEN,
    },
  },
)

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
      lines(
        { title: '每批用时（95%在此之内）', about: '每一步处理一批要多久。', span: 12, height: 8 },
        { asks: [metric(within('shixu_step_duration_seconds', 'service, step'), '{{service}} {{step}}')] },
      )
        .unit('s')
        .min(0),
    )

/** How the system itself does. */
export const pipelineDashboard = (): DashboardBuilder =>
  [throughput, lag, feeds, telling, kafka].reduce(
    (board, part) => part(board),
    dashboard({ uid: UID.pipeline, title: '时序 · 系统运行', about: '数字从数据源到通知走得怎样：吞吐、滞后、死信、渠道、发件箱、Kafka。', time: LAST_DAYS })
      .withVariable(region())
      .withPanel(health)
      .withPanel(services)
      .withPanel(firing),
  )
