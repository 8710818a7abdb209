import type { Sentences } from './sentence.ts'

/** The words in a picture, and those for whoever sees none. A legend and the labels beside the lines have little room. */
export const CHART_WORDS = {
  'chart-about': { text: '{{年份}}年{{口径}}（{{单位}}）', fields: ['年份', '口径', '单位'], needs: ['年份', '单位'], most: 40 },
  'chart-about-until': {
    text: '{{年份}}年{{口径}}（{{单位}}），数据截至{{期间}}',
    fields: ['年份', '口径', '单位', '期间'],
    needs: ['年份', '单位', '期间'],
    most: 40,
  },
  'chart-growth': { text: '累计同比', most: 12 },
  'chart-sum': { text: '累计', most: 12 },
  'chart-stock': { text: '期末', most: 12 },
  'chart-share': { text: '占比', most: 12 },
  'chart-month': { text: '{{月}}月', fields: ['月'], needs: ['月'], most: 2 },
  'chart-this-year': { text: '今年', most: 8 },
  'chart-target': { text: '目标', most: 8 },
  'chart-forecast': { text: '预测（阴影为八成把握）', most: 16 },
  'chart-pace': { text: '时序进度', most: 8 },
  'chart-last-year': { text: '上年', most: 8 },
  'chart-at-target': { text: '目标 {{数值}}', fields: ['数值'], needs: ['数值'], most: 5 },
  'chart-at-limit': { text: '上限 {{数值}}', fields: ['数值'], needs: ['数值'], most: 5 },
  'chart-at-forecast': { text: '预测 {{数值}}', fields: ['数值'], needs: ['数值'], most: 5 },
  'chart-at-this-year': { text: '今年 {{数值}}', fields: ['数值'], needs: ['数值'], most: 5 },
  'chart-alt': {
    text: '{{目标}}（{{单位}}）：{{月}}月{{数值}}，目标{{目标值}}',
    fields: ['目标', '单位', '月', '数值', '目标值'],
    needs: ['目标', '月', '数值'],
  },
  'chart-alt-forecast': {
    text: '{{目标}}（{{单位}}）：{{月}}月{{数值}}，预测全年{{预测}}，目标{{目标值}}',
    fields: ['目标', '单位', '月', '数值', '预测', '目标值'],
    needs: ['目标', '月', '数值', '预测'],
  },
} as const satisfies Sentences
