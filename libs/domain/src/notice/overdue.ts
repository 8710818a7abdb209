import type { AlertEventType } from '../alert.ts'
import { sayDayZh, sayPeriodZh } from '../words/period.ts'
import { bureauName, type Directory, type Entry } from './page.ts'
import type { Story } from './story.ts'
import { say } from './wording.ts'

/** What a bureau is asked for, owes or has made good, in one line however many targets it is about. */
export const overdueEntries = (stories: readonly Story[], directory: Directory): readonly Entry[] =>
  [...Map.groupBy(stories, ({ subject }) => subject.lead.bureau)].map(([bureau, each]) => ({
    alert: null,
    light: null,
    title: say(directory, 'reports', { 单位: bureauName(directory, bureau), 数目: String(each.length), 情况: stateOf(each, directory) }),
    verdict: `${[...Map.groupBy(each, (story) => owedBy(story, directory))].map(([owed, together]) => listed(together, owed, directory)).join('；')}。`,
    rows: [],
  }))

/** What the line says of all its targets; only reports owed can have gone up the ladder one by one. */
function stateOf(stories: readonly Story[], directory: Directory): string {
  const state = say(directory, stateKey(stories[0]!), {})
  const escalated = stories.filter(({ lead }) => lead === 'escalated').length
  return escalated === 0 ? state : say(directory, 'reports-escalated', { 情况: state, 数目: String(escalated) })
}

function stateKey(story: Story): (typeof STATES)[keyof typeof STATES] | 'part-receipt' | 'part-due-today' | 'part-upcoming' | 'part-overdue' {
  const { lead, isOnlyRead, alert } = story
  if (lead === 'acknowledged' && isOnlyRead) return 'part-receipt'
  const asked = isDueToday(story) ? 'part-due-today' : 'part-upcoming'
  return (STATES as Partial<Record<AlertEventType, (typeof STATES)[keyof typeof STATES]>>)[lead] ?? (alert.kind === 'report-due' ? asked : 'part-overdue')
}

/** Whether it is a report that has to be handed in on the day of the message. */
export const isDueToday = ({ alert, owed, today }: Story): boolean => alert.kind === 'report-due' && owed[0] !== undefined && owed[0].due <= today

const STATES = { resolved: 'part-handed-in', acknowledged: 'part-acknowledged', closed: 'reports-never', withdrawn: 'reports-withdrawn' } as const

/** Targets that owe the same figures stand together. */
function owedBy(story: Story, directory: Directory): string {
  const { owed, subject } = story
  if (owed.length === 0) return ''
  const { due } = owed[0]!
  const fields = { 期间: owed.map(({ period }) => sayPeriodZh(period, subject.kind)).join('、'), 日期: sayDayZh(due) }
  if (isDueToday(story)) return say(directory, 'reports-due-today', fields)
  return say(directory, owed.length > 1 ? 'reports-due-first' : 'reports-due', fields)
}

function listed(stories: readonly Story[], owed: string, directory: Directory): string {
  const names = stories.map(({ subject }) => subject.nameZh).join('、')
  return owed === '' ? names : say(directory, 'reports-of', { 目标: names, 期限: owed })
}
