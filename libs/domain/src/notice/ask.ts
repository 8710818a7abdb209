import type { Alert } from '../alert.ts'
import { addDays } from '../day.ts'
import type { Day } from '../period.ts'
import { sayDayZh } from '../words/period.ts'
import { bureauName, type Directory } from './page.ts'
import type { Story } from './story.ts'
import { say } from './wording.ts'

/** What is asked of the reader: the lead bureau acts, a supporting one helps, the supervision office urges. */
export function askOf(story: Story, directory: Directory): string {
  const { alert, day, subject, role, assessment } = story
  if (role !== 'lead') return say(directory, `ask-${role}`, { 牵头单位: bureauName(directory, subject.lead.bureau) })
  const work = say(directory, workOf(story), {})
  // Where nobody has said anything the ladder is not climbed.
  return assessment?.reason.code === 'no-report' ? work : `${work}${nextStep(alert, day, directory)}`
}

const workOf = ({ lead, answer, alert, isOnlyRead }: Story): 'ask-promise' | 'ask-past-due' | 'ask-pace' => {
  if (lead === 'reminded' && answer?.kind !== 'silence' && !isOnlyRead) return 'ask-promise'
  return alert.kind === 'past-due' ? 'ask-past-due' : 'ask-pace'
}

/** What is owed, or soon due, is asked for once, not target by target. */
export const askForReports = ({ role, alert }: Story, directory: Directory): string =>
  say(directory, REPORTS[alert.kind === 'report-due' ? 'near' : 'late'][role === 'lead' ? 0 : 1], {})

const REPORTS = { near: ['ask-upcoming', 'ask-others-upcoming'], late: ['ask-reports', 'ask-others-reports'] } as const

/** When the ladder goes on, if nothing is heard; nothing is said of what has already passed. */
function nextStep({ step, steppedOn, kind, readings, acknowledged }: Alert, day: Day, directory: Directory): string {
  const { ladder } = directory
  if (acknowledged !== null && acknowledged.until >= day)
    return say(directory, acknowledged.receiptOnly ? 'next-receipt' : 'next-promise', { 日期: sayDayZh(acknowledged.until) })
  if (step === 'supervision') return say(directory, 'next-supervised', {})
  const [rule, who] = step === 'liaison' ? ([ladder.head, 'step-head'] as const) : ([ladder.supervision, 'step-supervision'] as const)
  const deadline = addDays(steppedOn, rule.days)
  const conditions = [
    ...(deadline > day ? [say(directory, 'next-no-answer', { 日期: sayDayZh(deadline) })] : []),
    ...(kind === 'pace' ? [say(directory, 'next-repeats', { 期数: String(Math.max(rule.readings, readings + 1)) })] : []),
  ]
  return conditions.length === 0 ? '' : say(directory, 'next-step', { 条件: conditions.join('，或'), 级别: say(directory, who, {}) })
}
