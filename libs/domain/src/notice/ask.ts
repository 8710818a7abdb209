import type { Alert } from '../alert.ts'
import type { LadderRule } from '../bureau.ts'
import { addDays } from '../day.ts'
import { sayDayZh } from '../words/period.ts'
import { bureauName, type Directory } from './page.ts'
import type { Story } from './story.ts'

const WORK: Readonly<Record<Alert['kind'], string>> = {
  pace: '请分析落后原因，提出追赶措施和预计恢复日期，答复督查室',
  'past-due': '已完成的，请报送完成日期和佐证；未完成的，请将原因和新的完成日期答复督查室',
  overdue: '请尽快补报；未报的期间不视为达标',
}

/** What is asked of the reader: the lead bureau acts, a supporting one helps, the supervision office urges. */
export function askOf({ alert, subject, role }: Story, directory: Directory): string {
  const lead = bureauName(directory, subject.lead.bureau)
  if (role === 'supporting') return `请配合牵头单位（${lead}）落实追赶措施`
  if (role === 'supervision') return `请督促牵头单位（${lead}）说明原因、明确措施和期限`
  if (role === 'named') return `请知悉；牵头单位为${lead}`
  return `${WORK[alert.kind]}${alert.kind === 'overdue' ? '' : nextStep(alert, directory.ladder)}`
}

/** When the ladder goes on, if nothing is heard. */
function nextStep({ step, steppedOn, kind, acknowledged }: Alert, ladder: LadderRule): string {
  if (acknowledged !== null) return `；承诺日期为${sayDayZh(acknowledged.until)}`
  if (step === 'supervision') return '；本事项已提请督查室督办'
  const [rule, who] = step === 'liaison' ? [ladder.head, '单位负责人'] : [ladder.supervision, '督查室督办']
  const readings = kind === 'pace' ? `，或连续${rule.readings}期红灯` : ''
  return `；${sayDayZh(addDays(steppedOn, rule.days))}前没有答复${readings}的，提请${who}`
}
