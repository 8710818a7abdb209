import type { Method, PaceLine, ReasonCode } from '../assessment.ts'
import type { Bound, Coverage, Measure } from '../observation.ts'
import type { Firmness } from '../target.ts'

export const FIRMNESS_ZH: Readonly<Record<Firmness, string>> = { firm: '明确承诺', strive: '力争', progress: '持续推进', scope: '只说明数量' }

export const MEASURES_ZH: Readonly<Record<Measure, string>> = { level: '数值', growth: '同比', share: '比重', done: '完成情况' }

export const COVERAGES_ZH: Readonly<Record<Coverage, string>> = { ytd: '累计', month: '当月', quarter: '当季', point: '期末' }

export const BOUNDS_ZH: Readonly<Record<Bound, string>> = { exact: '准确', 'at-least': '下限', about: '约数', estimate: '预计' }

const BASES_ZH: Readonly<Record<string, string>> = {
  'first-published': '首次公布',
  revised: '修订',
  'implied-by-later-release': '由其后公布推得',
  reported: '单位上报',
}

/** Feeds may have words of their own. */
export const sayBasisZh = (basis: string): string => BASES_ZH[basis] ?? basis

/** How the pace line was drawn. */
export const PACE_LINES_ZH: Readonly<Record<PaceLine, string>> = {
  'last-year-share': '按上年同期占全年比重',
  'mean-share': '按往年同期平均比重',
  straight: '按月均分',
  plan: '按计划节点',
  step: '期末一次完成',
  'target-growth': '按目标增速',
  'baseline-line': '由年初基数到目标',
  none: '无',
}

/** How the forecast was made. */
export const METHODS_ZH: Readonly<Record<Method, string>> = {
  blend: '季节模型与往年比重综合',
  'growth-only': '按公布增速推算',
  'no-history': '无历史数据，按已有进度推算',
  'level-drift': '按近期水平变动推算',
  'baseline-line': '由年初基数推算',
  milestone: '按上报的完成情况',
  figure: '已有全年数据',
  none: '未预测',
}

/** Each reason in a few words, for tables; `sayReason` has the sentence. */
export const REASONS_IN_SHORT_ZH: Readonly<Record<ReasonCode, string>> = {
  'on-pace': '达到时序进度',
  reached: '全年目标已完成',
  'below-line': '落后于时序进度',
  'miss-likely': '可能完不成',
  'miss-near-certain': '几乎肯定完不成',
  'miss-likely-twice': '连续两期很可能完不成',
  'still-red': '红灯尚未解除',
  'just-released': '由红灯转为黄灯',
  'first-reading': '没有往年数据，待下期确认',
  'bound-only': '只有约数或下限',
  preset: '按选用的规则',
  met: '全年目标完成',
  missed: '全年目标未完成',
  'no-figure-by-deadline': '逾期没有全年数据',
  'no-report': '单位尚未上报',
  'no-release': '尚未公布本年数据',
  incomparable: '数据不可比',
  'not-judged': '不作研判',
  'milestone-done': '已完成',
  'milestone-ahead': '期限未到',
  'milestone-past-due': '期限已过，未报完成',
}
