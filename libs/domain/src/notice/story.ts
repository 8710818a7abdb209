import type { Alert, AlertEvent, AlertEventType } from '../alert.ts'
import type { Assessment } from '../assessment.ts'
import type { Command } from '../command.ts'
import { alertKey } from '../event-key.ts'
import { isSilenced as silenced } from '../ladder.ts'
import type { Day } from '../period.ts'
import type { Role } from '../route.ts'
import type { Target } from '../target.ts'

/** One alert event that the reader is to hear of, and why he. */
export interface DueEvent {
  readonly id: string
  readonly event: AlertEvent
  readonly role: Role
}

/** All that happened to one alert since the reader was last told, with its newest state. `lead` is what is said of it. */
export interface Story {
  readonly alert: Alert
  /** The day of that state. */
  readonly day: Day
  /** The day of the message. */
  readonly today: Day
  readonly subject: Target
  readonly assessment: Assessment | null
  readonly lead: AlertEventType
  /** Somebody has read it and said no more: neither a reason nor a day. */
  readonly isOnlyRead: boolean
  readonly role: Role
  /** What he had been told before the first correction. */
  readonly before: NonNullable<AlertEvent['before']> | null
  /** Of the last step up the ladder: what it came of. */
  readonly climbed: AlertEvent['why'] | null
  /** What was last answered. */
  readonly answer: Command | null
  readonly owed: NonNullable<AlertEvent['owed']>
}

/** Alert events that are not told, and why. */
export interface Untold {
  readonly why: 'silenced' | 'over-before-told' | 'handed-in'
  readonly ids: readonly string[]
}

export interface Told {
  readonly stories: readonly Story[]
  readonly covers: readonly string[]
  readonly untold: readonly Untold[]
}

/** What says most comes first. What is over or eased by now is not said to be red. */
const WEIGHT: readonly AlertEventType[] = [
  'withdrawn',
  'closed',
  'corrected',
  'resolved',
  'eased',
  'raised',
  'worsened',
  'reminded',
  'escalated',
  'acknowledged',
]

/** Tells the events of one reader on a day as one story for each alert, and leaves out what needs no telling. */
export function tell(due: readonly DueEvent[], today: Day): Told {
  const groups = [...Map.groupBy(due, ({ event }) => alertKey(event.alert.target, event.alert.kind)).values()].map((group) => group.toSorted(inOrder))
  const quiet = groups.filter((group) => isSilenced(group, today))
  const heard = groups.filter((group) => !isSilenced(group, today))
  const passed = heard.filter(isPassed)
  const done = heard.filter((group) => !isPassed(group) && isHandedIn(group))
  const told = heard.filter((group) => !isPassed(group) && !isHandedIn(group))
  return {
    stories: told.map((group) => storyOf(group, today)),
    covers: told.flatMap(idsOf),
    untold: [
      { why: 'silenced' as const, ids: quiet.flatMap(idsOf) },
      { why: 'over-before-told' as const, ids: passed.flatMap(idsOf) },
      { why: 'handed-in' as const, ids: done.flatMap(idsOf) },
    ].filter(({ ids }) => ids.length > 0),
  }
}

type Group = readonly DueEvent[]

const inOrder = ({ event: a }: DueEvent, { event: b }: DueEvent): number => a.sequence[1] - b.sequence[1] || a.sequence[2] - b.sequence[2]
const idsOf = (group: Group): readonly string[] => group.map(({ id }) => id)
const newest = (group: Group): AlertEvent => group[group.length - 1]!.event

/** By the newest word on it: silence may have begun, or ended, meanwhile. That there is a silence the supervision office hears all the same. */
function isSilenced(group: Group, today: Day): boolean {
  return silenced(newest(group).alert, today) && !tellsOfSilence(group)
}

const tellsOfSilence = (group: Group): boolean => group.some(({ event, role }) => role === 'supervision' && event.command?.kind === 'silence')

/** The reader has not heard of this alert yet. */
const isNews = (group: Group): boolean => group[0]!.event.type === 'raised'

/** It began and ended before the reader heard of it, and how the year ended is not what he would miss. */
function isPassed(group: Group): boolean {
  const { alert } = newest(group)
  return isNews(group) && alert.status === 'over' && !group.some(({ event }) => event.type === 'closed')
}

/** A report that was asked for has come, or is asked for as overdue from now on: there is nothing more to say of the asking. */
function isHandedIn(group: Group): boolean {
  const { alert, type } = newest(group)
  return alert.kind === 'report-due' && alert.status === 'over' && type !== 'withdrawn'
}

/** What is no longer red did not just turn red, and what was never told cannot be corrected: there the newest figure is simply told. */
function isSayable(type: AlertEventType, group: Group): boolean {
  if (type === 'corrected') return !isNews(group)
  return newest(group).alert.status === 'open' || (type !== 'raised' && type !== 'worsened')
}

/** A silence that is over is said as what it has become: a promise to speak again. */
const saidAs = ({ type, command }: AlertEvent, today: Day): AlertEventType => (command?.kind === 'silence' && today > command.until ? 'reminded' : type)

function storyOf(group: Group, today: Day): Story {
  const events = group.map(({ event }) => event)
  const { alert, day, subject } = newest(group)
  const sayable = events.map((event) => saidAs(event, today)).filter((type) => isSayable(type, group))
  return {
    alert,
    day,
    today,
    subject,
    assessment: events.findLast(({ assessment }) => assessment !== null)?.assessment ?? null,
    lead:
      tellsOfSilence(group) && silenced(alert, today)
        ? 'acknowledged'
        : (WEIGHT.find((type) => sayable.includes(type)) ?? (alert.status === 'eased' ? 'eased' : newest(group).type)),
    isOnlyRead: alert.acknowledged === null ? newestReminder(events)?.why === 'only-receipt' : alert.acknowledged.receiptOnly === true,
    role: group[group.length - 1]!.role,
    climbed: events.findLast(({ type }) => type === 'escalated')?.why ?? null,
    answer: events.findLast(({ command }) => command !== undefined)?.command ?? null,
    before: events.find(({ before }) => before !== undefined)?.before ?? null,
    owed: events.findLast(({ owed }) => owed !== undefined)?.owed ?? [],
  }
}

const newestReminder = (events: readonly AlertEvent[]): AlertEvent | undefined => events.findLast(({ type }) => type === 'reminded')
