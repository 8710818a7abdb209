/** Sentences of a message that a city can put in words of its own. `fields` are what `{{…}}` may name, `needs` those without which the sentence would not say what it is for. */
interface Sentence {
  readonly text: string
  readonly fields?: readonly string[]
  readonly needs?: readonly string[]
}

export const WORDING = {
  salutation: { text: '{{单位}} {{姓名}}：', fields: ['单位', '姓名'] },
  'ask-pace': { text: '请分析落后原因，提出追赶措施和预计恢复日期，答复督查室' },
  'ask-past-due': { text: '已完成的，请报送完成日期和佐证；未完成的，请将原因和新的完成日期答复督查室' },
  'ask-promise': { text: '承诺日期已过，请报告进展，说明新的完成日期，答复督查室' },
  'ask-supporting': { text: '请配合牵头单位（{{牵头单位}}）落实追赶措施', fields: ['牵头单位'] },
  'ask-supervision': { text: '请督促牵头单位（{{牵头单位}}）说明原因、明确措施和期限', fields: ['牵头单位'], needs: ['牵头单位'] },
  'ask-named': { text: '请知悉；牵头单位为{{牵头单位}}', fields: ['牵头单位'] },
  'ask-reports': { text: '请尽快补报；未报的期间不视为达标' },
  'ask-others-reports': { text: '请督促有关单位尽快补报；未报的期间不视为达标' },
  'ask-upcoming': { text: '请按期报送' },
  'ask-others-upcoming': { text: '请提醒有关单位按期报送' },
  'ask-endings': { text: '结果未知的，仍可补报，补报后予以更正' },
  'next-promise': { text: '；承诺日期为{{日期}}', fields: ['日期'], needs: ['日期'] },
  'next-receipt': { text: '；已签收，请于{{日期}}前答复', fields: ['日期'], needs: ['日期'] },
  'next-supervised': { text: '；本事项已提请督查室督办' },
  'next-step': { text: '；{{条件}}的，提请{{级别}}', fields: ['条件', '级别'], needs: ['条件', '级别'] },
  'step-head': { text: '单位负责人重视' },
  'step-supervision': { text: '督查室督办' },
  'verdict-resolved': { text: '{{日期}}以来的红灯解除。{{理由}}', fields: ['日期', '理由'], needs: ['理由'] },
  'verdict-corrected': { text: '此前通报{{原结论}}，现更正为{{新结论}}。{{理由}}', fields: ['原结论', '新结论', '理由'], needs: ['原结论', '新结论'] },
  'verdict-escalated': { text: '提请{{级别}}。{{理由}}', fields: ['级别', '理由'], needs: ['级别', '理由'] },
  'verdict-reminded': { text: '承诺的日期已过，仍未解决。{{理由}}', fields: ['理由'], needs: ['理由'] },
  'verdict-spoken-again': { text: '暂不通报期已过，仍未解决。{{理由}}', fields: ['理由'], needs: ['理由'] },
  'verdict-acknowledged': {
    text: '{{答复人}}已说明原因（{{原因}}），承诺{{日期}}前解决。',
    fields: ['答复人', '原因', '日期'],
    needs: ['答复人', '原因', '日期'],
  },
  'verdict-receipt': {
    text: '{{答复人}}已签收，尚未说明原因和完成日期；{{日期}}前没有答复的，再次提醒。',
    fields: ['答复人', '日期'],
    needs: ['答复人'],
  },
  'verdict-only-read': { text: '已签收，但没有说明原因和完成日期，仍未解决。{{理由}}', fields: ['理由'], needs: ['理由'] },
  'verdict-silenced': { text: '经{{答复人}}申请（{{原因}}），至{{日期}}暂不通报。', fields: ['答复人', '原因', '日期'], needs: ['答复人', '原因', '日期'] },
  'verdict-withdrawn': { text: '该目标已从台账中撤销，不再研判。' },
  yellow: { text: '另有黄灯{{数目}}项，低于时序进度：{{目标}}。', fields: ['数目', '目标'], needs: ['目标'] },
  'banner-replay': { text: '历史回放：本消息重现{{日期}}的情况，不需要办理。', fields: ['日期'], needs: ['日期'] },
  'banner-invented': { text: '示例：本地区、目标和数据均为虚构。' },
  'footer-basis': { text: '报告没有写明责任单位的，按部门职责推定；如有不符，请告知督查室。' },
  'footer-contact': { text: '答复请联系：{{联系人}}', fields: ['联系人'], needs: ['联系人'] },
  'footer-about': { text: '{{地区}}{{年份}}年目标时序监测，数据截至{{日期}}。', fields: ['地区', '年份', '日期'], needs: ['日期'] },
} as const satisfies Readonly<Record<string, Sentence>>

export type WordingKey = keyof typeof WORDING

/** What a city says in words of its own; the rest is said as usual. */
export type Wording = Readonly<Partial<Record<WordingKey, string>>>

type FieldsOf<K extends WordingKey> = (typeof WORDING)[K] extends { readonly fields: readonly (infer F extends string)[] }
  ? Readonly<Record<F, string>>
  : Readonly<Record<never, string>>

const FIELD = /\{\{\s*([^{}]*?)\s*\}\}/gu

/** A sentence with its fields filled in. What stands in a field is never read as a field. */
export function say<K extends WordingKey>({ wording }: { readonly wording?: Wording }, key: K, fields: FieldsOf<K>): string {
  const text = wording?.[key] ?? WORDING[key].text
  return text.replace(FIELD, (_, name: string) => (fields as Readonly<Record<string, string>>)[name] ?? '')
}

/** What is wrong with a sentence of a city's own: fields that there are not, and those that it cannot do without. */
export function wordingProblems(key: WordingKey, text: string): readonly { readonly wrong: string; readonly right: string }[] {
  const { fields = [], needs = [] }: Sentence = WORDING[key]
  const named = [...text.matchAll(FIELD)].map(([, name = '']) => name)
  const there = fields.length === 0 ? 'it has no fields' : `its fields are ${fields.map((field) => `{{${field}}}`).join(' ')}`
  const unknown = named.filter((name) => !fields.includes(name)).map((name) => ({ wrong: `"${key}" has no field {{${name}}}`, right: there }))
  const missing = needs
    .filter((field) => !named.includes(field))
    .map((field) => ({ wrong: `"${key}" leaves out {{${field}}}`, right: 'name it: the sentence does not say what it is for without' }))
  const torn = /\{\{|\}\}/u.test(text.replace(FIELD, '')) ? [{ wrong: `"${key}" has braces that are no field`, right: `write {{…}}; ${there}` }] : []
  return [...unknown, ...missing, ...torn]
}
