/** What a named rule goes by in its verdict, or why it has none, as officials say it. */
export const PRESET_WHYS_ZH = {
  'over-30-points-behind': '落后时间进度30个百分点以上',
  '10-to-30-points-behind': '落后时间进度10—30个百分点',
  'within-10-points': '落后时间进度不超过10个百分点',
  'below-60-percent-of-pace': '不足时序进度的60%',
  'below-80-percent-of-pace': '不足时序进度的80%',
  'at-80-percent-of-pace': '达到时序进度的80%',
  'below-50-percent-of-pace': '不足时序进度的一半',
  'below-pace-twice': '连续两期低于时序进度',
  'below-pace': '低于时序进度',
  'at-pace': '达到时序进度',
  'negative-growth': '负增长',
  'growing-below-plan': '有增长，低于计划',
  'over-10-percent-short': '比进度目标少10%以上',
  'up-to-10-percent-short': '比进度目标少，不超过10%',
  'at-progress-target': '达到进度目标',
  'below-target-growth': '增速低于目标',
  'share-below-the-months-over': '完成比例低于时间进度',
  'not-below': '不低于进度',
  'below-75-percent-of-plan': '不足计划的75%',
  '75-to-89-percent-of-plan': '达到计划的75%—89%',
  'at-90-percent-of-plan': '达到计划的90%',
  '10-points-below': '低于月均进度10个百分点以上',
  'below-the-straight-line': '低于月均进度',
  'on-the-straight-line': '达到月均进度',
  'not-for-growth': '不适用于增速目标',
  'only-for-growth': '只适用于增速目标',
  'only-for-sums': '只适用于按年累计的目标',
  'not-for-at-most': '不适用于控制类目标',
  'no-pace-line': '没有进度线',
  'no-baseline': '没有年初基数',
  'no-reference-average': '缺少用作参照的平均水平',
  milestone: '不适用于里程碑',
  'not-judged': '尚未研判',
} as const satisfies Readonly<Record<string, string>>

export type PresetWhy = keyof typeof PRESET_WHYS_ZH

/** One that an older or newer program has written stands as it is. */
export const sayPresetWhyZh = (why: string): string => (PRESET_WHYS_ZH as Readonly<Record<string, string>>)[why] ?? why
