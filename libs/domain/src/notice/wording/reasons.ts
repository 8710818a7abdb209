import type { Sentences } from './sentence.ts'

const [PACE, OUTLOOK, CHANCE] = ['进度', '预计', '可能'] as const
const STANDING = { fields: [PACE, OUTLOOK, CHANCE], needs: [PACE] } as const
const WARNED = { fields: ['判断', PACE, OUTLOOK], needs: ['判断', PACE] } as const
const SILENT = { fields: ['单位', '年份'], needs: ['单位'] } as const
const ENDED = { fields: ['结果'], needs: ['结果'] } as const

/** Why a light has its colour, and the pieces that these sentences are made of: where the target stands, where the year will end, how likely a miss is. */
export const REASON_WORDS = {
  'reason-on-pace': { text: '达到时序进度：{{进度}}{{预计}}{{可能}}。', ...STANDING },
  'reason-reached': { text: '全年目标已完成：{{进度}}，全年目标{{目标}}。', fields: [PACE, '目标'], needs: [PACE, '目标'] },
  'reason-below-line': { text: '落后于时序进度：{{进度}}{{预计}}{{可能}}。', ...STANDING },
  'reason-miss-likely': { text: '{{判断}}：{{进度}}{{预计}}。', ...WARNED },
  'reason-miss-near-certain': { text: '{{判断}}：{{进度}}{{预计}}。', ...WARNED },
  'reason-miss-likely-twice': { text: '连续两期研判，{{判断}}：{{进度}}{{预计}}。', ...WARNED },
  'reason-still-red': { text: '红灯尚未解除，{{判断}}：{{进度}}{{预计}}。', ...WARNED },
  'reason-just-released': { text: '由红灯转为黄灯，继续观察：{{进度}}{{预计}}{{可能}}。', ...STANDING },
  'reason-first-reading': { text: '没有往年数据，待下期确认，{{判断}}：{{进度}}{{预计}}。', ...WARNED },
  'reason-preset': { text: '按{{规则}}判定：{{进度}}{{预计}}{{可能}}。', fields: ['规则', PACE, OUTLOOK, CHANCE], needs: ['规则', PACE] },
  'reason-met': { text: '全年目标完成：{{结果}}。', ...ENDED },
  'reason-missed': { text: '全年目标未完成：{{结果}}。', ...ENDED },
  'reason-no-figure': { text: '至{{日期}}仍无{{年份}}年全年数据，结果无法认定。', fields: ['日期', '年份'], needs: ['日期', '年份'] },
  'reason-no-figure-since': {
    text: '至{{日期}}仍无{{年份}}年全年数据，结果无法认定（最近一期为{{期间}}）。',
    fields: ['日期', '年份', '期间'],
    needs: ['日期', '年份'],
  },
  'reason-no-report': { text: '{{单位}}尚未报送{{年份}}年数据，暂不研判。', ...SILENT },
  'reason-no-report-by': { text: '期限{{日期}}已过，{{单位}}尚未报告是否完成。', fields: ['日期', '单位'], needs: ['日期', '单位'] },
  'reason-no-release': { text: '{{单位}}尚未公布{{年份}}年数据，暂不研判。', ...SILENT },
  'reason-incomparable': {
    text: '{{单位}}已有数据（最近一期为{{期间}}）与目标口径不同，不能比较，暂不研判。',
    fields: ['单位', '期间'],
    needs: ['单位'],
  },
  'reason-bound-only': {
    text: '只有约数或下限，不据此判定落后：截至{{期间}}为{{数值}}，全年目标{{目标}}。',
    fields: ['期间', '数值', '目标'],
    needs: ['数值', '目标'],
  },
  'reason-progress': { text: '报告未提出年内完成的要求，不作进度研判。' },
  'reason-scope': { text: '报告中的数字只说明事项数量，不是年度进度目标，不作研判。' },
  'reason-done': { text: '已按期完成：{{完成日期}}完成，期限{{日期}}。', fields: ['完成日期', '日期'], needs: ['完成日期'] },
  'reason-done-late': {
    text: '已完成，比期限晚{{天数}}天：{{完成日期}}完成，期限{{日期}}。',
    fields: ['天数', '完成日期', '日期'],
    needs: ['完成日期'],
  },
  'reason-ahead': { text: '尚未到期：期限{{日期}}。', fields: ['日期'], needs: ['日期'] },
  'reason-past-due': { text: '到期未完成：期限{{日期}}。', fields: ['日期'], needs: ['日期'] },
  'pace-done': { text: '{{期间}}{{数值}}', fields: ['期间', '数值'], needs: ['数值'] },
  'pace-rough': { text: '（约数或下限）' },
  'pace-due': { text: '，时序进度要求{{应达}}', fields: ['应达'], needs: ['应达'] },
  'pace-gap': { text: '，{{差距}}', fields: ['差距'], needs: ['差距'] },
  'pace-behind': { text: '落后于时序进度' },
  'ended-goal': { text: '，目标{{目标}}', fields: ['目标'], needs: ['目标'] },
  'ended-provisional': { text: '（初步数）' },
  'outlook-goal': { text: '；全年目标{{目标}}', fields: ['目标'], needs: ['目标'] },
  'outlook-year': { text: '；预计全年{{预测}}，目标{{目标}}', fields: ['预测', '目标'], needs: ['预测', '目标'] },
  'outlook-end': { text: '；预计年末{{预测}}，目标{{目标}}', fields: ['预测', '目标'], needs: ['预测', '目标'] },
  'outlook-chance': { text: '，{{可能}}', fields: [CHANCE], needs: [CHANCE] },
  'chance-99': { text: '几乎肯定完不成（可能性99%以上）' },
  'chance-90': { text: '极可能完不成（可能性约{{百分比}}%）', fields: ['百分比'], needs: ['百分比'] },
  'chance-70': { text: '很可能完不成（可能性约{{百分比}}%）', fields: ['百分比'], needs: ['百分比'] },
  'chance-50': { text: '完不成的可能较大（约{{百分比}}%）', fields: ['百分比'], needs: ['百分比'] },
  'chance-30': { text: '有可能完不成（可能性约{{百分比}}%）', fields: ['百分比'], needs: ['百分比'] },
  'chance-10': { text: '完不成的可能较小（约{{百分比}}%）', fields: ['百分比'], needs: ['百分比'] },
  'chance-1': { text: '基本能够完成（完不成的可能约{{百分比}}%）', fields: ['百分比'], needs: ['百分比'] },
  'chance-0': { text: '基本能够完成（完不成的可能不到1%）' },
} as const satisfies Sentences
