import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { createFetch, openFeeds } from '@shixu/adapters/feeds'
import { StoreFault } from '@shixu/adapters/store'
import { type Day, type Event, observationPublished, type Registry, targetDeclared } from '@shixu/domain'
import { type FoldedFacts, foldFacts } from '@shixu/pipeline'
import { wallClock } from '@shixu/runtime'
import type { Seed } from '@shixu/service'
import { lastDay } from './last-day.ts'
import { type ReadState, readState } from './open-state.ts'
import { recordedAlerts, withAlerts } from './recorded-alerts.ts'
import type { Settings } from './settings.ts'
import { modeOf, type StateFolder, stateFolder } from './state-folder.ts'

/** What is known of a region, for commands that only read. */
export interface Known {
  readonly facts: readonly Event[]
  /** The last day that began; without a state the real one. */
  readonly today: Day
  /** null where nothing was ever kept: then the seeds are judged as they are. */
  readonly state: ReadState | null
}

/** Targets as of the end of a day, and all that was judged and decided on the way. Where there is a state, alerts are those of its log: what was really raised. */
export const judgedBy = ({ facts, state }: Known, through: Day): Pick<FoldedFacts, 'states' | 'assessments' | 'alerts'> => {
  const folded = foldFacts(facts, { through, workdays: chineseWorkdays() })
  if (state === null) return folded
  const alerts = recordedAlerts(state.log.read('alerts'), through)
  return { states: withAlerts(folded.states, alerts), assessments: folded.assessments, alerts }
}

/** Read on this day, no row of a document is ahead of its time. */
const HINDSIGHT: Day = '9999-12-31'

const declared = ({ targets, indicators, effective, ladder }: Registry): readonly Event[] => {
  const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]))
  return targets.flatMap((target) => {
    const indicator = byId.get(target.indicator)
    return indicator === undefined ? [] : [targetDeclared({ target, indicator, effective, ladder }, 'seeds')]
  })
}

/** Targets and figures of a registry, straight from its files. */
const factsOfSeed = async ({ registry, folder }: Seed, signal: AbortSignal): Promise<readonly Event[]> => {
  const memory = { recall: async () => null, remember: async () => undefined }
  const fetch = createFetch({ folder, now: wallClock.now })
  const { feeds } = openFeeds({ registry, fetch, memory, clock: wallClock, workdays: chineseWorkdays() })
  const documents = await Promise.all(feeds.map(async (feed) => feed.read({ ...(await feed.whole(signal)), receivedOn: HINDSIGHT })))
  return [...declared(registry), ...documents.flatMap(({ observations }) => observations.map(observationPublished))]
}

const factsOfState = ({ log }: ReadState): { readonly facts: readonly Event[]; readonly day: Day | null } => {
  const records = [...log.read('facts')]
  return { facts: records.flatMap(({ event }) => (event === null ? [] : [event])), day: lastDay(records) }
}

/** A service that starts for the first time makes its tables within this time. */
const MAKING_MS = 2_000
const LOOK_EVERY_MS = 50

const readSoon = async (folder: StateFolder): Promise<ReadState> => {
  for (const until = Date.now() + MAKING_MS; ; await pause(LOOK_EVERY_MS)) {
    try {
      return await readState(folder)
    } catch (fault) {
      const isBeingMade = fault instanceof StoreFault && fault.code === 'schema-older'
      if (!isBeingMade || Date.now() > until) throw fault
    }
  }
}

/** Facts from the state beside a running service or after it; without a state, from the seeds in memory. */
export const withFacts = async <T>(
  { settings, seed }: { readonly settings: Settings; readonly seed: Seed },
  work: (known: Known) => T | Promise<T>,
): Promise<T> => {
  const path = join(settings.state, seed.name)
  if (modeOf(path) === null || !existsSync(stateFolder(path).store)) {
    return work({ facts: await factsOfSeed(seed, new AbortController().signal), today: wallClock.today(), state: null })
  }
  const state = await readSoon(stateFolder(path))
  try {
    const { facts, day } = factsOfState(state)
    return await work({ facts, today: day ?? wallClock.today(), state })
  } finally {
    await state.close()
  }
}
