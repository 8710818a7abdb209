import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { steps } from './looks.ts'
import { lines, numbers, row } from './panels.ts'
import { inRange, within } from './promql.ts'
import { metric, metricNow } from './queries.ts'

const TROUBLE = [
  metricNow(inRange('shixu_kafka_gaps_total'), '缺失的位置', 'A'),
  metricNow(inRange('shixu_kafka_crashes_total'), '客户端放弃', 'B'),
  metricNow(inRange('shixu_kafka_stalls_total'), '无响应', 'C'),
  metricNow(inRange('shixu_kafka_append_retries_total'), '重发批次', 'D'),
  metricNow(inRange('shixu_kafka_rebalances_total'), '重新分配', 'E'),
]

/** Empty where everything runs in one process. */
export const kafka = (board: DashboardBuilder): DashboardBuilder =>
  board
    .withRow(row('Kafka（单进程运行时为空）'))
    .withPanel(
      numbers({ title: 'Kafka上出的事', about: '所选时间内的次数；缺失的位置意味着丢了记录，必须查。', span: 24, height: 4 }, { asks: TROUBLE })
        .decimals(0)
        .thresholds(steps('green', [1, 'orange'])),
    )
    .withPanel(
      lines(
        { title: '消费滞后（秒）', about: '每个消费组处理过的最新记录有多旧。', span: 8, height: 8 },
        { asks: [metric('max by (group) (shixu_kafka_lag_seconds)', '{{group}}')] },
      )
        .unit('s')
        .min(0),
    )
    .withPanel(
      lines(
        { title: '消费滞后（条）', about: '按集群所记，每个消费组离末尾还有多少条。', span: 8, height: 8 },
        { asks: [metric('sum by (group, topic) (max by (group, topic, partition) (shixu_kafka_group_lag_records))', '{{group}} {{topic}}')] },
      ).min(0),
    )
    .withPanel(
      lines(
        { title: '持有的分区', about: '每个进程为每个组持有几个分区；合计应等于分区总数。', span: 8, height: 8 },
        { asks: [metric('sum by (group, instance) (shixu_kafka_partitions)', '{{group}} {{instance}}')] },
      ).min(0),
    )
    .withPanel(
      lines(
        { title: '接管用时（95%在此之内）', about: '从接到一个分区到回忆完毕要多久。', span: 8, height: 8 },
        { asks: [metric(within('shixu_kafka_recall_duration_seconds', 'group', '$__range'), '{{group}}')] },
      ).unit('s'),
    )
    .withPanel(
      lines(
        { title: '写入确认用时（95%在此之内）', about: '从发出一批到所有副本都确认。', span: 8, height: 8 },
        { asks: [metric(within('shixu_kafka_append_duration_seconds', ''), '确认用时')] },
      ).unit('s'),
    )
    .withPanel(
      lines(
        { title: '写入与回忆', about: '每秒写入多少条，接管时重读多少条。', span: 8, height: 8 },
        {
          asks: [
            metric('sum(rate(shixu_kafka_appended_records_total[$__rate_interval]))', '写入', 'A'),
            metric('sum by (group) (rate(shixu_kafka_recalled_records_total[$__rate_interval]))', '回忆 {{group}}', 'B'),
          ],
        },
      ).unit('wps'),
    )
