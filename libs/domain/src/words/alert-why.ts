import type { AlertWhy } from '../alert-why.ts'

/** What an alert event came of. */
export const ALERT_WHYS_ZH: Readonly<Record<AlertWhy, string>> = {
  'turned-red': '转为红灯',
  'report-due-soon': '上报日期临近',
  'report-due-today': '今日应报',
  'report-overdue': '逾期未报',
  'due-day-passed': '期限已过，未报完成',
  'turned-yellow': '转为黄灯',
  'turned-green': '转为绿灯',
  'report-came': '已上报，或不再需要上报',
  'asked-in-vain': '应报日期已过，转为逾期',
  'milestone-done': '已报完成，或期限顺延',
  'verdict-revised': '数据修订后研判改变',
  'outcome-revised': '年度结果更正',
  repeated: '又一期红灯',
  unanswered: '逾期没有答复',
  acknowledged: '已答复',
  silenced: '设为静默',
  'promise-passed': '承诺日期已过',
  'only-receipt': '只签收，未说明',
  'year-ended': '全年结束',
  'target-gone': '目标已撤销',
}
