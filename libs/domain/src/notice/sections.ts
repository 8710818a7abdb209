import type { AlertEventType, AlertKind } from '../alert.ts'
import { askForReports, askOf } from './ask.ts'
import { entryOf, isToBeDone } from './entry.ts'
import { isDueToday, overdueEntries } from './overdue.ts'
import type { Directory, Row, Section } from './page.ts'
import type { Story } from './story.ts'
import { say, type WordingKey } from './wording.ts'

/** A section of the message and the stories that belong there, for the headline to count. */
export interface Chapter {
  readonly key: PartKey
  readonly title: string
  readonly stories: readonly Story[]
}

/** What a bureau still owes stands in one place, whatever happened to it. */
const OWING: readonly AlertEventType[] = ['raised', 'worsened', 'eased', 'escalated', 'reminded']

type Of = 'silence' | 'receipt' | 'today' | 'word'

/** What is said of a silence, or of a mere receipt, stands in parts of its own; of a report that is only asked for, by when it is due. */
function partOf(story: Story): Of {
  const { lead, answer, isOnlyRead, alert } = story
  if (alert.kind === 'report-due') return lead !== 'withdrawn' && isDueToday(story) ? 'today' : 'word'
  if (lead !== 'acknowledged' && lead !== 'reminded') return 'word'
  if (answer?.kind === 'silence') return 'silence'
  return isOnlyRead ? 'receipt' : 'word'
}

type PartKey = Extract<WordingKey, `part-${string}`>

interface Part {
  readonly key: PartKey
  readonly leads: readonly AlertEventType[]
  readonly kinds: readonly AlertKind[]
  readonly of?: Of
}

const PARTS: readonly Part[] = [
  { key: 'part-raised', leads: ['raised'], kinds: ['pace'] },
  { key: 'part-past-due', leads: ['raised'], kinds: ['past-due'] },
  { key: 'part-worsened', leads: ['worsened'], kinds: ['pace', 'past-due'] },
  { key: 'part-eased', leads: ['eased'], kinds: ['pace', 'past-due'] },
  { key: 'part-resolved', leads: ['resolved'], kinds: ['pace'] },
  { key: 'part-done', leads: ['resolved'], kinds: ['past-due'] },
  { key: 'part-corrected', leads: ['corrected'], kinds: ['pace', 'past-due', 'overdue'] },
  { key: 'part-overdue', leads: OWING, kinds: ['overdue'] },
  { key: 'part-due-today', leads: ['raised', 'reminded'], kinds: ['report-due'], of: 'today' },
  { key: 'part-upcoming', leads: ['raised', 'reminded'], kinds: ['report-due'] },
  { key: 'part-handed-in', leads: ['resolved'], kinds: ['overdue'] },
  { key: 'part-escalated', leads: ['escalated'], kinds: ['pace', 'past-due'] },
  { key: 'part-spoken-again', leads: ['reminded'], kinds: ['pace', 'past-due', 'overdue'], of: 'silence' },
  { key: 'part-promise', leads: ['reminded'], kinds: ['pace', 'past-due'] },
  { key: 'part-only-read', leads: ['reminded'], kinds: ['pace', 'past-due'], of: 'receipt' },
  { key: 'part-silenced', leads: ['acknowledged'], kinds: ['pace', 'past-due', 'overdue'], of: 'silence' },
  { key: 'part-acknowledged', leads: ['acknowledged'], kinds: ['pace', 'past-due', 'overdue'] },
  { key: 'part-receipt', leads: ['acknowledged'], kinds: ['pace', 'past-due', 'overdue'], of: 'receipt' },
  { key: 'part-endings', leads: ['closed'], kinds: ['pace', 'past-due', 'overdue'] },
  { key: 'part-withdrawn', leads: ['withdrawn'], kinds: ['pace', 'past-due', 'overdue', 'report-due'] },
]

/** Stories in the order in which they are read: what has turned red first, and what is the likeliest to be missed before the rest. */
export const chaptersOf = (stories: readonly Story[], directory: Directory): readonly Chapter[] =>
  PARTS.map(({ key, leads, kinds, of = 'word' }) => ({
    key,
    title: say(directory, key, {}),
    stories: stories.filter((story) => leads.includes(story.lead) && kinds.includes(story.alert.kind) && of === partOf(story)).toSorted(byUrgency),
  })).filter((chapter) => chapter.stories.length > 0)

const byUrgency = (a: Story, b: Story): number => (b.assessment?.pMiss ?? 0) - (a.assessment?.pMiss ?? 0)

/** A report that is asked for or was owed: one line for all. How the year ended after all is told target by target. */
const isOwed = ({ alert, lead }: Story): boolean => alert.kind === 'report-due' || (alert.kind === 'overdue' && lead !== 'corrected')

/** What a part asks for as a whole, whatever its targets are. */
function askedOnce({ key, stories }: Chapter, directory: Directory): string | null {
  if (key === 'part-overdue' || key === 'part-upcoming' || key === 'part-due-today') return askForReports(stories[0]!, directory)
  return key === 'part-endings' && stories.some(({ alert, role }) => alert.outcome === 'unknown' && role === 'lead') ? say(directory, 'ask-endings', {}) : null
}

const asked = (words: string | null, directory: Directory): Row | null =>
  words === null ? null : { label: say(directory, 'row-ask', {}), words, strong: true }

/** What is asked of every target of a section alike is asked once, after the last. */
export function sectionOf(chapter: Chapter, directory: Directory): Section {
  const { title, stories } = chapter
  const overdue = stories.filter(isOwed)
  const others = stories.filter((story) => !isOwed(story))
  const asks = new Set(others.filter(isToBeDone).map((story) => askOf(story, directory)))
  const shared = others.length > 1 && asks.size === 1 ? [...asks].join('') : null
  return {
    title,
    entries: [...others.map((story) => entryOf(story, directory, shared === null ? askOf(story, directory) : null)), ...overdueEntries(overdue, directory)],
    ask: asked(askedOnce(chapter, directory) ?? shared, directory),
  }
}
