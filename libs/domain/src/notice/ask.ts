import type { Alert } from '../alert.ts'
import type { LadderRule } from '../bureau.ts'
import { addDays } from '../day.ts'
import type { Day } from '../period.ts'
import type { Role } from '../route.ts'
import { sayDayZh } from '../words/period.ts'
import { bureauName, type Directory } from './page.ts'
import type { Story } from './story.ts'

const WORK = {
  pace: '请分析落后原因，提出追赶措施和预计恢复日期，答复督查室',
  'past-due': '已完成的，请报送完成日期和佐证；未完成的，请将原因和新的完成日期答复督查室',
  promise: '承诺日期已过，请报告进展，说明新的完成日期，答复督查室',
} as const

/** What is asked of the reader: the lead bureau acts, a supporting one helps, the supervision office urges. */
export function askOf({ alert, day, lead, subject, role, assessment, answer }: Story, directory: Directory): string {
  const bureau = bureauName(directory, subject.lead.bureau)
  if (role === 'supporting') return `请配合牵头单位（${bureau}）落实追赶措施`
  if (role === 'supervision') return `请督促牵头单位（${bureau}）说明原因、明确措施和期限`
  if (role === 'named') return `请知悉；牵头单位为${bureau}`
  const work = lead === 'reminded' && answer?.kind !== 'silence' ? WORK.promise : alert.kind === 'past-due' ? WORK['past-due'] : WORK.pace
  // Where nobody has said anything the ladder is not climbed.
  return assessment?.reason.code === 'no-report' ? work : `${work}${nextStep(alert, day, directory.ladder)}`
}

/** What is owed is asked for once, not target by target. */
export const askForReports = (role: Role): string => (role === 'lead' ? '请尽快补报；未报的期间不视为达标' : '请督促有关单位尽快补报；未报的期间不视为达标')

/** The year is over, but what nobody knows can still be said. */
export const ASK_FOR_ENDINGS = '结果未知的，仍可补报，补报后予以更正'

/** When the ladder goes on, if nothing is heard; nothing is said of what has already passed. */
function nextStep({ step, steppedOn, kind, readings, acknowledged }: Alert, day: Day, ladder: LadderRule): string {
  if (acknowledged !== null && acknowledged.until >= day) return `；承诺日期为${sayDayZh(acknowledged.until)}`
  if (step === 'supervision') return '；本事项已提请督查室督办'
  const [rule, who] = step === 'liaison' ? [ladder.head, '单位负责人重视'] : [ladder.supervision, '督查室督办']
  const deadline = addDays(steppedOn, rule.days)
  const conditions = [
    ...(deadline > day ? [`${sayDayZh(deadline)}前没有答复`] : []),
    ...(kind === 'pace' ? [`连续${Math.max(rule.readings, readings + 1)}期红灯`] : []),
  ]
  return conditions.length === 0 ? '' : `；${conditions.join('，或')}的，提请${who}`
}
