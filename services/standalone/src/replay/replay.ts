import type { Day } from '@shixu/domain'
import { EVALUATOR_GROUP, NOTIFIER_GROUP, RECORDER } from '@shixu/pipeline'
import type { virtualClock } from '@shixu/runtime'
import { declareRegistry } from '../declare-registry.ts'
import type { House } from '../house.ts'
import type { Output } from '../output.ts'
import { recallFeeds } from '../recall-feeds.ts'
import type { Running } from '../steps-running.ts'
import { type Days, eachDay } from './calendar-days.ts'
import { createNarrator, type Narrator } from './narrator.ts'
import type { Samples } from './samples.ts'

export interface ReplayParts {
  readonly house: House
  readonly running: Running
  readonly days: Days
  readonly clock: ReturnType<typeof virtualClock>
  readonly output: Output
  readonly signal: AbortSignal
  /** Looks on at the end of each day. */
  readonly samples?: Pick<Samples, 'take'> | undefined
}

const BAR = 24

const progressBar = (day: Day, { first, last }: Days): string => {
  const at = (each: Day): number => Date.parse(each)
  const share = last === first ? 1 : (at(day) - at(first)) / (at(last) - at(first))
  const full = Math.round(share * BAR)
  return `回放 ${day} [${'█'.repeat(full)}${' '.repeat(BAR - full)}] ${Math.round(share * 100)}%`
}

/** One day: it begins, what was released is ingested, judged, told; it ends when all that it made due has been accepted, refused or postponed. */
const liveDay = async ({ house, running, days, clock, signal }: ReplayParts, day: Day): Promise<void> => {
  clock.set(day)
  await house.ingest.beginDays([house.seed.registry.region], day)
  for (const feed of days.feeds) for (const document of feed.pullOn(day)) await house.ingest.ingestDocument(feed, document)
  await running.settled([EVALUATOR_GROUP, NOTIFIER_GROUP, RECORDER])
  await house.notifier.sendDue(signal)
}

const narratorOf = async ({ house, running, output }: ReplayParts): Promise<Narrator> => {
  const narrator = createNarrator({ log: house.state.log, output, bureaus: house.seed.registry.bureaus })
  await running.settled([EVALUATOR_GROUP])
  narrator.catchUp(house.evaluator.states())
  return narrator
}

/** Lives through the days, from where an interrupted replay stopped. A day that was cut off is lived again: its figures and messages are known by then. */
export const replay = async (parts: ReplayParts): Promise<void> => {
  const { house, running, days, clock, output, samples, signal } = parts
  const { region } = house.seed.registry
  const lived = await house.state.stores.told.lastDay(region)
  recallFeeds(house)
  const narrator = await narratorOf(parts)
  await declareRegistry(house)
  for (const day of eachDay(lived ?? days.first, days.last)) {
    if (signal.aborted) return
    await liveDay(parts, day)
    narrator.tell(day, house.evaluator.states())
    await samples?.take(clock.now())
    output.progress(progressBar(day, days))
  }
  await running.settled([EVALUATOR_GROUP, NOTIFIER_GROUP, RECORDER])
}
