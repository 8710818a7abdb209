import type { Sentences } from './sentence.ts'

/**
 * What stands around a message in WeCom: numbers, the card with its button, and what a press of that says. A card's title has 36 characters, its second line 44, its text 160, the label of a row 5, a
 * row 30, a button 10: https://developer.work.weixin.qq.com/document/path/90236. What fields bring is left room for.
 */
export const CARD_WORDS = {
  numbered: { text: '（{{第几}}/{{共几}}）', fields: ['第几', '共几'], needs: ['第几', '共几'], most: 20 },
  'numbered-repeated': { text: '（{{第几}}/{{共几}}，可能重复）', fields: ['第几', '共几'], needs: ['第几', '共几'], most: 20 },
  'notice-number': { text: '通知编号 {{编号}}', fields: ['编号'], needs: ['编号'], most: 60 },
  'card-title': { text: '请签收', most: 36 },
  'card-title-numbered': { text: '请签收（{{第几}}/{{共几}}）', fields: ['第几', '共几'], needs: ['第几', '共几'], most: 30 },
  'card-text': {
    text: '点“{{按钮}}”表示已知悉，并在{{天数}}天内{{要求}}；到期仍未解决的，将再次提醒。',
    fields: ['按钮', '天数', '要求'],
    needs: ['天数', '要求'],
    most: 100,
  },
  'card-ask': { text: '说明原因和措施', most: 40 },
  'card-ask-reports': { text: '补报或说明原因', most: 40 },
  'card-pace': { text: '红灯', most: 5 },
  'card-overdue': { text: '逾期', most: 5 },
  'card-past-due': { text: '到期', most: 5 },
  'card-more': { text: '另有', most: 5 },
  'card-more-count': { text: '{{数目}}项，见上文', fields: ['数目'], needs: ['数目'], most: 26 },
  'card-button': { text: '签收', most: 10 },
  'card-pressed': { text: '已签收', most: 10 },
  'card-reason': { text: '仅在企业微信签收，没有说明原因和完成日期', most: 300 },
} as const satisfies Sentences
