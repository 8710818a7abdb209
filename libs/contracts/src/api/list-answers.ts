import { z } from 'zod'
import { alertEventWord, alertKindWord, coverageWord, dayWord, lightWord, nullableNumber, outcomeWord, periodWord, stepWord } from '../words.ts'
import { count, field, maybe, named, number, someText } from './field.ts'
import { targetNames } from './target-answers.ts'

const region = field(someText, '地区代码', 'Region by GB/T 2260')
const regionName = field(someText, '地区', 'Name of the region')
const indicator = field(someText, '指标编号', 'Id of the indicator')
const bureau = field(someText, '单位编号', 'Id of the bureau')

export const regionAnswer = named(
  'Region',
  z.object({
    region,
    nameZh: field(someText, '地区', 'Name, Chinese'),
    nameEn: field(someText, '英文名称', 'Name, English'),
    invented: field(z.boolean(), '虚构', 'Whether region or figures are made up'),
    year: field(maybe(z.int()), '最新年份', 'Newest year that has targets'),
    targets: field(count, '目标数', 'Targets of that year'),
    today: field(dayWord, '运行日期', 'The day that the region has come to'),
  }),
)

export const indicatorAnswer = named(
  'Indicator',
  z.object({
    region,
    indicator,
    nameZh: field(someText, '指标', 'Name, Chinese'),
    nameEn: field(someText, '英文名称', 'Name, English'),
    unit: field(someText, '单位', 'Expanded unit of its levels'),
    measures: field(z.array(z.string()), '公布口径', 'What is published of it'),
    coverage: field(coverageWord, '覆盖', 'What a figure covers'),
    publisherBy: field(z.enum(['office', 'bureau']), '发布方式', 'Published by an office, or reported by a bureau'),
    publisher: field(someText, '发布单位', 'Who publishes it'),
    releaseBasis: field(z.enum(['stated', 'assumed']), '发布日依据', "Whether the release rule is the publisher's word or a guess"),
    definition: field(maybe(someText), '定义', 'What exactly is counted'),
  }),
)

export const alertAnswer = named(
  'AlertEvent',
  z.object({
    eventId: field(someText, '事件编号', 'Id of the event'),
    day: field(dayWord, '日期', 'Day of the event'),
    event: field(alertEventWord, '事件', 'What happened'),
    alertKind: field(alertKindWord, '预警类型', 'Kind of alert'),
    ...targetNames,
    why: field(someText, '规则', 'Which rule it came of'),
    status: field(z.enum(['open', 'eased', 'over']), '状态', 'The alert after the event'),
    since: field(dayWord, '预警开始', 'Since when it is open'),
    step: field(stepWord, '督办层级', 'Whom the ladder has reached'),
    readings: field(count, '连续红灯', 'Red periods in a row; periods owed where it is overdue'),
    period: field(maybe(periodWord), '截至月份', 'Judged month'),
    light: field(maybe(lightWord), '红黄绿灯', 'Light at that month'),
    value: field(nullableNumber, '完成值', 'Figure at that month, in `unit`'),
    unit: field(maybe(someText), '单位', 'Expanded unit of the value'),
    pMiss: field(nullableNumber, '未完成概率', 'Probability of a miss as told, 0 to 1'),
    acknowledgedBy: field(maybe(someText), '答复人', 'Who has taken it on'),
    acknowledgedUntil: field(maybe(someText), '承诺期限', 'Day by which he promised it'),
    commandReason: field(maybe(someText), '答复内容', 'What he said'),
    outcome: field(maybe(outcomeWord), '年终结果', 'How the year ended, once it is closed'),
  }),
)

export const deliveryAnswer = named(
  'Delivery',
  z.object({
    day: field(dayWord, '日期', 'Day of the message'),
    notice: field(someText, '通知编号', 'Id of the message'),
    attempt: field(count, '次数', 'Which try it was'),
    region,
    bureau,
    bureauName: field(someText, '单位', 'Bureau that was told'),
    recipient: field(someText, '收件岗位', 'Post that was told: region/bureau/step'),
    channel: field(someText, '渠道', 'Channel of the try'),
    outcome: field(z.enum(['accepted', 'refused', 'deferred', 'unknown', 'dead', 'superseded']), '结果', 'What became of it'),
    code: field(someText, '应答码', 'What the channel answered'),
    subject: field(someText, '主题', 'Subject of the message'),
    seconds: field(number, '用时（秒）', 'How long the try took, in seconds'),
    eventsTold: field(count, '涉及事件', 'Alert events that it tells of'),
  }),
)

export const feedAnswer = named(
  'Feed',
  z.object({
    region,
    regionName,
    feed: field(someText, '数据源编号', 'Id of the feed'),
    nameZh: field(someText, '数据源', 'Name, Chinese'),
    schedule: field(someText, '采集时间', 'When it is pulled, cron in Asia/Shanghai'),
    documents: field(count, '归档文件数', 'Documents archived'),
    lastDocument: field(maybe(dayWord), '最近收到', 'Day on which the newest was received'),
    figures: field(count, '数据版本数', 'Vintages that it brought'),
    newestPeriod: field(maybe(periodWord), '最新数据月份', 'Newest month that it brought'),
    newestPublished: field(maybe(dayWord), '最新公布日', 'Day of publication of the newest figure'),
    daysSincePublished: field(maybe(z.int()), '距今天数', 'Age of the newest figure, in days'),
    nextDue: field(maybe(dayWord), '下次应公布', 'Next day on which one of its indicators is due'),
    overdue: field(count, '逾期数', 'Figures of its indicators that are past their day'),
    overdueSince: field(maybe(dayWord), '最早逾期', 'Day on which the oldest of them was due'),
    deadlettersOpen: field(count, '待处理退回', 'Refused rows that nobody has dealt with'),
    today: field(dayWord, '运行日期', 'The day that the region has come to'),
  }),
)

export const releaseAnswer = named(
  'Release',
  z.object({
    region,
    indicator,
    indicatorNameZh: field(someText, '指标', 'Name of the indicator, Chinese'),
    publisherBy: field(z.enum(['office', 'bureau']), '发布方式', 'Published by an office, or reported by a bureau'),
    publisher: field(someText, '发布单位', 'Who publishes it'),
    period: field(periodWord, '数据月份', 'Last month that the figure covers'),
    due: field(dayWord, '应公布日', 'Day by the end of which it is due'),
    dueBasis: field(z.enum(['stated', 'assumed']), '依据', "Whether the day is the publisher's word or a guess"),
    state: field(z.enum(['come', 'overdue', 'to-come']), '状态', 'Whether it has come, is overdue, or lies ahead'),
    daysLeft: field(z.int(), '剩余天数', 'Days until it is due; negative once the day is gone'),
  }),
)

export const bureauAnswer = named(
  'BureauSummary',
  z.object({
    region,
    regionName,
    year: field(z.int(), '年份', 'Year of the report'),
    bureau,
    bureauName: field(someText, '单位', 'Name of the bureau'),
    targets: field(count, '牵头目标', 'Targets that it leads'),
    red: field(count, '红灯', 'Of them red'),
    yellow: field(count, '黄灯', 'Of them yellow'),
    green: field(count, '绿灯', 'Of them green'),
    grey: field(count, '未研判', 'Of them not judged yet'),
    overdue: field(count, '数据逾期', 'Of them with a figure past its day'),
    met: field(count, '已完成', 'Of them met at the end of the year'),
    missed: field(count, '未完成', 'Of them missed at the end of the year'),
    alertsOpen: field(count, '未结预警', 'Alerts that are not over'),
    unanswered: field(count, '未答复', 'Targets with an alert that nobody has taken on'),
  }),
)
