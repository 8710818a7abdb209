import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { FORMATS } from '@shixu/adapters/feeds'
import { loadRegistry, sayProblem } from '@shixu/contracts'
import {
  type AlertEvent,
  type Assessment,
  composeDigest,
  type Day,
  type DueEvent,
  type Event,
  observationPublished,
  type Registry,
  route,
  targetDeclared,
} from '@shixu/domain'
import { type FoldedFacts, foldFacts } from '@shixu/pipeline'
import { ROOT } from './rooms.ts'

/** One message as its reader gets it. `to` is the post: `commerce/liaison`. */
export interface Mail {
  readonly day: Day
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** A registry of the seeds, judged in memory as its figures became known. */
export interface JudgedSeed {
  readonly registry: Registry
  readonly folded: FoldedFacts
  /** What was known of a target at the end of a day. */
  at(target: string, day: Day): Assessment
  /** Every verdict on a target in the order in which it was told: `2024-06 red`. */
  lights(target: string): readonly string[]
  /** `2024-06-17 pace raised`, with the rung that the ladder has reached, or the outcome; all but the asking for reports that are not late yet. */
  alerts(target: string): readonly string[]
  /** `2024-07-10 raised`: when a report was asked for before it was late. */
  askings(target: string): readonly string[]
  readonly mails: readonly Mail[]
}

const workdays = chineseWorkdays()

const registryIn = (folder: string): Registry => {
  const loaded = loadRegistry((name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null))
  if (!loaded.ok) throw new Error(loaded.problems.map(sayProblem).join('\n'))
  return loaded.registry
}

function factsOf(registry: Registry, folder: string): readonly Event[] {
  const indicators = new Map(registry.indicators.map((indicator) => [indicator.id, indicator]))
  const { effective, ladder, region } = registry
  const targets = registry.targets.map((target) => targetDeclared({ target, indicator: indicators.get(target.indicator)!, effective, ladder }, 'seeds'))
  const figures = registry.feeds.flatMap((feed) => {
    const opened = FORMATS[feed.format]?.open({ feed, region, indicators, workdays })
    if (!opened?.ok) throw new Error(`${feed.id} cannot be opened`)
    const bytes = readFileSync(join(folder, feed.location.replace('file:', '')))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return opened.reader.read({ feed: feed.id, name: feed.location, bytes, sha256, receivedOn: '2025-12-31' }).observations
  })
  return [...targets, ...figures.map(observationPublished)]
}

const idOf = (key: string): string => key.split('/').at(-1) ?? key

const sayAlert = ({ day, type, alert: { kind, step, outcome } }: AlertEvent): string =>
  [day, kind, type, ...(type === 'escalated' ? [step] : []), ...(outcome === null ? [] : [outcome])].join(' ')

/** Routes and words are the notifier's own; only the post is left out. */
function mailsOf(registry: Registry, alerts: readonly AlertEvent[]): readonly Mail[] {
  const due = alerts.flatMap((event, index) =>
    route(event, registry).recipients.map(({ id, bureau, role, contact }) => ({
      post: `${event.day} ${id}`,
      bureau,
      contact,
      due: { id: `${index}`, event, role },
    })),
  )
  return [...Map.groupBy(due, ({ post }) => post)].flatMap(([post, each]) => {
    const [day = '', id = ''] = post.split(' ')
    const events: readonly DueEvent[] = each.map((one) => one.due)
    const reader = { bureau: each[0]!.bureau, name: each[0]!.contact.name }
    const { digest } = composeDigest({ due: events, day, reader, directory: registry, replay: false })
    return digest ? [{ day, to: id.slice(registry.region.length + 1), subject: digest.subject, text: digest.text }] : []
  })
}

/** Judges everything that the seed's files say, up to a day; `change` makes it say something else. */
export function judgeSeed(name: string, through: Day, change: (facts: readonly Event[]) => readonly Event[] = (facts) => facts): JudgedSeed {
  const folder = join(ROOT, 'seeds', name)
  const registry = registryIn(folder)
  const facts = change(factsOf(registry, folder))
  const folded = foldFacts(facts, { through, workdays })
  const told = folded.assessments.map(({ assessment }) => assessment)
  return {
    registry,
    folded,
    at(target, day) {
      const state = foldFacts(facts, { through: day, workdays }).states.find(({ declared }) => declared.target.id === target)
      if (!state?.assessment) throw new Error(`${target} was not judged by ${day}`)
      return state.assessment
    },
    lights: (target) => told.filter((each) => idOf(each.target) === target && each.period !== null).map(({ period, light }) => `${period} ${light}`),
    alerts: (target) => folded.alerts.filter(({ alert }) => idOf(alert.target) === target && alert.kind !== 'report-due').map(sayAlert),
    askings: (target) =>
      folded.alerts.filter(({ alert }) => idOf(alert.target) === target && alert.kind === 'report-due').map(({ day, type }) => `${day} ${type}`),
    mails: mailsOf(registry, folded.alerts),
  }
}
