import type { AlertEventType } from '../alert.ts'
import { sayDayZh, sayPeriodZh } from '../words/period.ts'
import { bureauName, type Directory, type Entry } from './page.ts'
import type { Story } from './story.ts'

/** What a bureau is asked for, owes or has made good, in one line however many targets it is about. */
export const overdueEntries = (stories: readonly Story[], directory: Directory): readonly Entry[] =>
  [...Map.groupBy(stories, ({ subject }) => subject.lead.bureau)].map(([bureau, each]) => ({
    alert: null,
    light: null,
    title: `${bureauName(directory, bureau)}${headOf(each)}`,
    verdict: `${[...Map.groupBy(each, owedBy)].map(([owed, together]) => listed(together, owed)).join('；')}。`,
    rows: [],
  }))

/** What the line says of all its targets; only reports owed can have gone up the ladder one by one. */
function headOf(stories: readonly Story[]): string {
  const said = (isRead(stories[0]!) ? '已签收' : SAID[stories[0]!.lead]) ?? (stories[0]!.alert.kind === 'report-due' ? '近期应报' : '逾期未报')
  const escalated = stories.filter(({ lead }) => lead === 'escalated').length
  return `${stories.length}项${said}${escalated === 0 ? '' : `（其中${escalated}项因未答复提请重视）`}`
}

const isRead = ({ lead, isOnlyRead }: Story): boolean => lead === 'acknowledged' && isOnlyRead

const SAID: Readonly<Partial<Record<AlertEventType, string>>> = {
  resolved: '已补报',
  acknowledged: '已说明原因',
  closed: '至年终仍未报',
  withdrawn: '已撤销',
}

/** Targets that owe the same figures stand together. */
const owedBy = ({ owed, subject, today, alert }: Story): string => {
  if (owed.length === 0) return ''
  const periods = owed.map(({ period }) => sayPeriodZh(period, subject.kind)).join('、')
  if (alert.kind === 'report-due' && owed[0]!.due <= today) return `${periods}，今日（${sayDayZh(owed[0]!.due)}）截止`
  return `${periods}，${owed.length > 1 ? '最早' : ''}应于${sayDayZh(owed[0]!.due)}前报送`
}

const listed = (stories: readonly Story[], owed: string): string =>
  `${stories.map(({ subject }) => subject.nameZh).join('、')}${owed === '' ? '' : `（${owed}）`}`
