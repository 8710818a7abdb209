import type { DeliveryOutcome } from '@shixu/domain'
import type { NOTIFY_CODES } from '@shixu/pipeline'

const OUTCOMES: Readonly<Record<DeliveryOutcome, string>> = {
  accepted: '已送达',
  refused: '被拒收',
  deferred: '待重发',
  unknown: '结果不明',
  dead: '已放弃',
  superseded: '不再发送',
}

const CHANNELS: Readonly<Record<string, string>> = {
  smtp: '邮件',
  maildir: '本机邮箱',
  'wecom-app': '企业微信应用',
  'wecom-robot': '企业微信群机器人',
  webhook: '接口推送',
  alertmanager: 'Alertmanager',
  console: '终端',
  none: '—',
}

/** What the notifier itself says; a channel's own codes are its far end's, and stand as they are. */
const CODES: Readonly<Record<keyof typeof NOTIFY_CODES, string>> = {
  'no-channel': '路线所用的渠道未配置',
  'no-contact': '该岗位暂无联系人',
  'no-answer': '渠道未及时答复，是否送达不明',
  'channel-failed': '渠道出错，是否送达不明',
  'cut-off': '发送中断，结果不明，不自动重发',
  'no-room': '已到发送限额，稍后再发',
  'sent-again': '人工重新发送',
  'channel-tripped': '渠道持续出错，改走下一渠道',
  'not-composed': '消息无法成文，已保留',
  'no-files': '地区文件已不在',
  silenced: '当日已设为静默',
  replaced: '有更新的情况，另发一条',
  'over-before-told': '告知之前预警已结束',
  'handed-in': '已上报，或另按逾期告知',
  'no-recipient': '没有路线通向任何联系人',
  unreadable: '预警内容无法读取',
}

const codeWords = (code: string): string => (CODES as Readonly<Record<string, string>>)[code] ?? code

/** Whether it is a code of our own, for which there are words, and not a far end's. */
export const isOurs = (code: string): boolean => Object.hasOwn(CODES, code)

/** `邮件 已送达（250）`. */
export const triedWords = ({ channel, outcome, code }: { readonly channel: string; readonly outcome: DeliveryOutcome; readonly code: string }): string =>
  `${CHANNELS[channel] ?? channel} ${OUTCOMES[outcome]}${code === '' ? '' : `（${codeWords(code)}）`}`
