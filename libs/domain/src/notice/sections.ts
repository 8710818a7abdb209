import type { AlertEventType, AlertKind } from '../alert.ts'
import { askForReports, askOf } from './ask.ts'
import { entryOf, isToBeDone } from './entry.ts'
import { overdueEntries } from './overdue.ts'
import type { Directory, Section } from './page.ts'
import type { Story } from './story.ts'
import { say } from './wording.ts'

/** A section of the message and the stories that belong there, for the headline to count. */
export interface Chapter {
  readonly title: string
  readonly stories: readonly Story[]
}

/** What a bureau still owes stands in one place, whatever happened to it. */
const OWING: readonly AlertEventType[] = ['raised', 'worsened', 'eased', 'escalated', 'reminded']

type Of = 'silence' | 'receipt' | 'word'

/** What is said of a silence, or of a mere receipt, stands in parts of its own. */
function partOf({ lead, answer, isOnlyRead }: Story): Of {
  if (lead !== 'acknowledged' && lead !== 'reminded') return 'word'
  if (answer?.kind === 'silence') return 'silence'
  return isOnlyRead ? 'receipt' : 'word'
}

interface Part {
  readonly title: string
  readonly leads: readonly AlertEventType[]
  readonly kinds: readonly AlertKind[]
  readonly of?: Of
}

const TITLES: readonly Part[] = [
  { title: '新增红灯', leads: ['raised'], kinds: ['pace'] },
  { title: '期限已过', leads: ['raised'], kinds: ['past-due'] },
  { title: '再次转红', leads: ['worsened'], kinds: ['pace', 'past-due'] },
  { title: '红灯转黄灯', leads: ['eased'], kinds: ['pace', 'past-due'] },
  { title: '红灯解除', leads: ['resolved'], kinds: ['pace'] },
  { title: '已完成', leads: ['resolved'], kinds: ['past-due'] },
  { title: '更正', leads: ['corrected'], kinds: ['pace', 'past-due', 'overdue'] },
  { title: '逾期未报', leads: OWING, kinds: ['overdue'] },
  { title: '近期应报', leads: ['raised', 'reminded'], kinds: ['report-due'] },
  { title: '已补报', leads: ['resolved'], kinds: ['overdue'] },
  { title: '提请重视', leads: ['escalated'], kinds: ['pace', 'past-due'] },
  { title: '暂不通报期满', leads: ['reminded'], kinds: ['pace', 'past-due', 'overdue'], of: 'silence' },
  { title: '承诺到期', leads: ['reminded'], kinds: ['pace', 'past-due'] },
  { title: '签收后未答复', leads: ['reminded'], kinds: ['pace', 'past-due'], of: 'receipt' },
  { title: '暂不通报', leads: ['acknowledged'], kinds: ['pace', 'past-due', 'overdue'], of: 'silence' },
  { title: '已说明原因', leads: ['acknowledged'], kinds: ['pace', 'past-due', 'overdue'] },
  { title: '已签收', leads: ['acknowledged'], kinds: ['pace', 'past-due', 'overdue'], of: 'receipt' },
  { title: '年终结果', leads: ['closed'], kinds: ['pace', 'past-due', 'overdue'] },
  { title: '目标撤销', leads: ['withdrawn'], kinds: ['pace', 'past-due', 'overdue', 'report-due'] },
]

/** Stories in the order in which they are read: what has turned red first, and what is the likeliest to be missed before the rest. */
export const chaptersOf = (stories: readonly Story[]): readonly Chapter[] =>
  TITLES.map(({ title, leads, kinds, of = 'word' }) => ({
    title,
    stories: stories.filter((story) => leads.includes(story.lead) && kinds.includes(story.alert.kind) && of === partOf(story)).toSorted(byUrgency),
  })).filter((chapter) => chapter.stories.length > 0)

const byUrgency = (a: Story, b: Story): number => (b.assessment?.pMiss ?? 0) - (a.assessment?.pMiss ?? 0)

/** A report that is asked for or was owed: one line for all. How the year ended after all is told target by target. */
const isOwed = ({ alert, lead }: Story): boolean => alert.kind === 'report-due' || (alert.kind === 'overdue' && lead !== 'corrected')

/** What a part asks for as a whole, whatever its targets are. */
function askedOnce({ title, stories }: Chapter, directory: Directory): string | null {
  if (title === '逾期未报' || title === '近期应报') return askForReports(stories[0]!, directory)
  return title === '年终结果' && stories.some(({ alert, role }) => alert.outcome === 'unknown' && role === 'lead') ? say(directory, 'ask-endings', {}) : null
}

/** What is asked of every target of a section alike is asked once, after the last. */
export function sectionOf({ title, stories }: Chapter, directory: Directory): Section {
  const overdue = stories.filter(isOwed)
  const others = stories.filter((story) => !isOwed(story))
  const asks = new Set(others.filter(isToBeDone).map((story) => askOf(story, directory)))
  const shared = others.length > 1 && asks.size === 1 ? [...asks].join('') : null
  return {
    title,
    entries: [...others.map((story) => entryOf(story, directory, shared === null ? askOf(story, directory) : null)), ...overdueEntries(overdue, directory)],
    ask: askedOnce({ title, stories }, directory) ?? shared,
  }
}
