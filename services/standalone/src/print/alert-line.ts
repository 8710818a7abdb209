import { ALERT_WHYS_ZH, type AlertEvent, type AlertEventType, type AlertKind, type Command, type Step } from '@shixu/domain'

export const ALERT_KINDS_ZH: Readonly<Record<AlertKind, string>> = {
  pace: '进度',
  'report-due': '近期应报',
  overdue: '逾期未报',
  'past-due': '到期未完成',
}
/** The steps of the ladder, as offices call them. */
export const STEPS_ZH: Readonly<Record<Step, string>> = { liaison: '联络员', head: '负责人', supervision: '督查室' }
export const ALERT_TYPES_ZH: Readonly<Record<AlertEventType, string>> = {
  raised: '发出',
  eased: '缓解',
  worsened: '加重',
  resolved: '解除',
  corrected: '更正',
  escalated: '升级',
  acknowledged: '已签收',
  reminded: '提醒',
  closed: '办结',
  withdrawn: '撤销',
}

/** One thing that happened to an alert, on one line. */
export const alertLine = ({ day, type, why, alert, command }: AlertEvent): string =>
  `${day}  ${ALERT_KINDS_ZH[alert.kind]}预警${command?.kind === 'silence' ? '静默' : ALERT_TYPES_ZH[type]}（${ALERT_WHYS_ZH[why]}），到${STEPS_ZH[alert.step]}，自${alert.since}起第${alert.readings}期${command ? `；${answerWords(command)}` : ''}`

/** Who answered, why, and until when. */
export const answerWords = ({ kind, by, reason, until, receiptOnly }: Omit<Command, 'id' | 'target'>): string =>
  receiptOnly ? `${by}：已签收，未说明原因和日期` : `${by}：${reason}，${kind === 'silence' ? `静默至${until}` : `承诺${until}前解决`}`
