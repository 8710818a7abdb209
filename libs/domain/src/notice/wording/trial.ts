import type { Sentences } from './sentence.ts'

/** What somebody reads by whom a channel is tried out. */
export const TRIAL_WORDS = {
  'trial-subject': { text: '[测试] 时序监测：通道测试' },
  'trial-text': { text: '这是一条测试消息，用来检查通知通道是否可用，不需要办理。' },
  'trial-example': { text: '下面的目标、数值和图均为虚构，只用来显示正式通知的样子。' },
  'trial-part': { text: '示例' },
  'trial-target': { text: '[测试] 虚构的目标', most: 30 },
  'trial-card-title': { text: '[测试] 按钮', most: 36 },
  'trial-card-text': { text: '点“{{按钮}}”检查按钮是否可用：不会签收任何事项，也不需要办理。', fields: ['按钮'], most: 140 },
  'trial-card-row': { text: '测试', most: 5 },
  'trial-card-pressed': { text: '测试成功，谢谢', most: 10 },
} as const satisfies Sentences
