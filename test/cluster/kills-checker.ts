import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { decodeEvent, encodeEvent } from '@shixu/contracts'
import { type AlertEvent, type Delivery, type Event, type Observation, type Routes, route, type Sequence, TOPICS, type Topic } from '@shixu/domain'
import { createEvaluator, type Recorded } from '@shixu/pipeline'
import type { Line } from '../read-back.ts'

/** What stands in the topics and the Maildirs after all that happened. It trusts no counter of any service. */
export interface Left {
  readonly records: readonly Recorded[]
  readonly mails: readonly string[]
}

/** Reads what another client found. What cannot be read stays in as such. */
export const recordsOf = (lines: readonly Line[]): readonly Recorded[] =>
  lines.map(({ topic: name, partition, offset, writtenAt, key, headers, value }) => {
    const topic = TOPICS.find((each) => name.endsWith(`shixu.${each}`)) as Topic
    const source = headers.ce_source ?? ''
    const region = source.slice(source.lastIndexOf('/') + 1)
    const body = value === null ? null : Buffer.from(value)
    const place = { topic, partition, offset, writtenAt }
    const decoded = decodeEvent({ topic, region, id: headers.ce_id ?? '', type: headers.ce_type ?? '', key: key ?? '', body })
    return decoded.ok
      ? { ...place, event: decoded.event }
      : { ...place, event: null, unreadable: { key, reason: decoded.reason, bytes: body ?? new Uint8Array() } }
  })

export const mailsBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('/new/') && path.endsWith('.eml'))

export const inTopic = (records: readonly Recorded[], topic: Topic): readonly Recorded[] => records.filter((record) => record.topic === topic)

export const eventsOf = <T extends Event['type']>(records: readonly Recorded[], type: T): readonly Extract<Event, { type: T }>[] =>
  records.flatMap(({ event }) => (event?.type === type ? [event as Extract<Event, { type: T }>] : []))

/** What an undisturbed evaluator makes of the facts: each partition in one go, in the order of the log. */
export const undisturbed = (records: readonly Recorded[]): readonly Event[] => {
  const byPartition = Map.groupBy(inTopic(records, 'facts'), ({ partition }) => partition)
  return [...byPartition].flatMap(([partition, facts]) => {
    const work = createEvaluator({ workdays: chineseWorkdays() }).take(partition)
    work.recalled?.()
    return work.handle(facts.toSorted((one, other) => one.offset - other.offset)) as readonly Event[]
  })
}

type Judged = Extract<Event, { type: 'alert-changed' | 'target-assessed' }>

const sequenceOf = ({ data }: Judged): Sequence => data?.sequence ?? [0, -1, -1]

const isAfter = ([, offset, ordinal]: Sequence, [, otherOffset, otherOrdinal]: Sequence): boolean =>
  offset > otherOffset || (offset === otherOffset && ordinal > otherOrdinal)

/** Of each key what has the highest sequence, whatever stands last. */
const standing = (events: readonly Judged[]): ReadonlyMap<string, Judged> => {
  const found = new Map<string, Judged>()
  for (const event of events) {
    const known = found.get(event.key)
    if (!known || isAfter(sequenceOf(event), sequenceOf(known))) found.set(event.key, event)
  }
  return found
}

const asWritten = (event: Event): unknown => {
  const { body } = encodeEvent(event)
  return body === null ? null : JSON.parse(Buffer.from(body).toString())
}

const isSame = (one: Event, other: Event): boolean => one.id === other.id && isDeepStrictEqual(asWritten(one), asWritten(other))

/** Keys at which what stands differs from what an undisturbed evaluator tells, with both ids. */
export const differing = (type: Judged['type'], found: readonly Recorded[], expected: readonly Event[]): readonly string[] => {
  const is = standing(eventsOf(found, type))
  const should = standing(expected.filter((event): event is Judged => event.type === type))
  return [...new Set([...is.keys(), ...should.keys()])].flatMap((key) => {
    const [one, other] = [is.get(key), should.get(key)]
    if (one && other && isSame(one, other)) return []
    return [`${key}: stands ${one?.id ?? 'nothing'}, should stand ${other?.id ?? 'nothing'}${one?.id === other?.id ? ' with another value' : ''}`]
  })
}

/** Every alert event that was ever written, against every one that should have been: none is missing, none is more, none says two things. */
export const strayAlerts = (found: readonly Recorded[], expected: readonly Event[]): readonly string[] => {
  const should = new Map(expected.flatMap((event) => (event.type === 'alert-changed' ? [[event.id, event] as const] : [])))
  const written = eventsOf(found, 'alert-changed')
  const known = new Set(written.map(({ id }) => id))
  return [
    ...[...should.keys()].filter((id) => !known.has(id)).map((id) => `${id} is missing`),
    ...written.flatMap((event) => {
      const other = should.get(event.id)
      if (!other) return [`${event.id} should not be`]
      return isSame(event, other) ? [] : [`${event.id} says something else`]
    }),
  ]
}

export interface Telling {
  /** `recipient event` that should have been told, or left out for a reason, and was neither. */
  readonly untold: readonly string[]
  /** `recipient event` in more than one notice. */
  readonly twice: readonly string[]
  /** What nobody should have been told. */
  readonly stray: readonly string[]
  /** Notices that were accepted and do not stand in exactly one Maildir, and mails that no delivery tells of. */
  readonly mails: readonly string[]
}

const isSettled = ({ outcome }: Delivery): boolean => outcome === 'accepted' || outcome === 'superseded'

/** Who was told what, by the deliveries' topic and the Maildirs, against who was to be told of the alerts that should be. */
export const tellingOf = ({ records, mails }: Left, expected: readonly Event[], directory: (region: string) => Routes | undefined): Telling => {
  const settled = eventsOf(records, 'delivery-recorded').flatMap(({ data }) => (data && isSettled(data) ? [data] : []))
  const byPair = new Map<string, Set<string>>()
  for (const { notice, recipient, covers } of settled)
    for (const event of covers) byPair.set(`${recipient} ${event}`, (byPair.get(`${recipient} ${event}`) ?? new Set()).add(notice))
  const due = new Set(expected.flatMap((event) => (event.type === 'alert-changed' && event.data ? duesOf(event.id, event.data, directory(event.region)) : [])))
  return {
    untold: [...due].filter((pair) => !byPair.has(pair)),
    twice: [...byPair].flatMap(([pair, notices]) => (notices.size > 1 ? [pair] : [])),
    stray: [...byPair.keys()].filter((pair) => !due.has(pair)),
    mails: oddMails(settled, mails),
  }
}

const duesOf = (id: string, event: AlertEvent, files: Routes | undefined): readonly string[] =>
  files ? route(event, files).recipients.map((recipient) => `${recipient.id} ${id}`) : []

const oddMails = (settled: readonly Delivery[], mails: readonly string[]): readonly string[] => {
  const told = new Set(settled.filter(({ outcome }) => outcome === 'accepted').map(({ notice }) => notice))
  const times = Map.groupBy(mails, (path) => basename(path, '.eml'))
  return [...new Set([...told, ...times.keys()])].flatMap((notice) => {
    const count = times.get(notice)?.length ?? 0
    return told.has(notice) && count === 1 ? [] : [`${notice}: ${count} mails, ${told.has(notice) ? 'accepted' : 'no delivery'}`]
  })
}

/** A figure as the rows of its CSV name it. */
export const rowOf = ({ indicator, period, published, value }: Observation): string => [indicator, period, published, value].join(' ')

/** So long apart stand two outputs of one fact only where their evaluator was killed between the one and the other, in milliseconds. */
const APART_MS = 1_000

/** How often an alert stood in the log and its assessment did not, or the other way round, until another evaluator came. */
export const killsBetween = (records: readonly Recorded[]): number => {
  const firstOf = (topic: 'alerts' | 'assessments'): ReadonlyMap<string, number> => {
    const first = new Map<string, number>()
    for (const { event, writtenAt = 0 } of inTopic(records, topic)) {
      if ((event?.type !== 'alert-changed' && event?.type !== 'target-assessed') || event.data === null) continue
      const { target } = event.type === 'alert-changed' ? event.data.alert : event.data.assessment
      const cause = `${target} ${event.data.sequence[1]}`
      first.set(cause, Math.min(writtenAt, first.get(cause) ?? writtenAt))
    }
    return first
  }
  const assessments = firstOf('assessments')
  return [...firstOf('alerts')].filter(([cause, at]) => Math.abs((assessments.get(cause) ?? at) - at) > APART_MS).length
}
