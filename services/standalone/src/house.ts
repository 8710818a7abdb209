import { hostname } from 'node:os'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { createFetch, openFeeds, type SourceFeed } from '@shixu/adapters/feeds'
import { createEvaluatorService, type EvaluatorService } from '@shixu/evaluator'
import { createFeedWatch, createIngestService, type FeedWatch, type IngestService } from '@shixu/ingest'
import { createLedgerService } from '@shixu/ledger'
import { createNotifierService } from '@shixu/notifier'
import { type Clock, EVALUATOR_GROUP, NOTIFIER_GROUP, type Notifier, type Processor, RECORDER } from '@shixu/pipeline'
import { createMetrics, type Handler, type Logger, type Registry, wallClock } from '@shixu/runtime'
import { openChannels, type Seed, wecomHandlers } from '@shixu/service'
import { CommandFault } from './command-fault.ts'
import type { State } from './open-state.ts'
import type { Settings } from './settings.ts'
import { exposeState } from './state-metrics.ts'

export interface HouseParts {
  readonly state: State
  readonly seed: Seed
  readonly calendar: Clock
  readonly replay: boolean
  readonly settings: Settings
  readonly logger: Logger
  /** How patient a pull is, where it is to be otherwise than usual. */
  readonly limits?: FetchLimits
}

type FetchLimits = NonNullable<Parameters<typeof createFetch>[0]['limits']>

/** All services in one process, on one log. */
export interface House {
  readonly seed: Seed
  readonly state: State
  readonly calendar: Clock
  readonly metrics: Registry
  readonly feeds: readonly SourceFeed[]
  readonly ingest: IngestService
  readonly watch: FeedWatch
  readonly evaluator: EvaluatorService
  readonly notifier: Notifier
  /** Draws a picture ahead, where there will be pictures. */
  readonly warm: () => Promise<void>
  /** Pages that the outside calls, by path. */
  readonly handlers: ReadonlyMap<string, Handler>
  /** The steps that read the log, by group. */
  readonly steps: ReadonlyMap<string, Processor>
}

/** What the feeds of a registry are opened with. */
type FeedParts = Pick<HouseParts, 'seed' | 'calendar' | 'limits'> & { readonly state: { readonly stores: Pick<State['stores'], 'memory'> } }

/** The feeds of a registry. Throws a `CommandFault` with all that is wrong with them. */
export const feedsOf = ({ seed, state, calendar, limits = {} }: FeedParts): readonly SourceFeed[] => {
  const { feeds, problems } = openFeeds({
    registry: seed.registry,
    fetch: createFetch({ folder: seed.folder, limits, now: wallClock.now }),
    memory: state.stores.memory,
    clock: calendar,
    workdays: chineseWorkdays(),
  })
  if (problems.length > 0) throw new CommandFault('problems', problems.join('\n'))
  return feeds
}

/** Puts the house together. Nothing moves yet. */
export const createHouse = (parts: HouseParts): House => {
  const { state, seed, calendar, replay, settings, logger } = parts
  const { log, stores } = state
  const { now } = wallClock
  const metrics = createMetrics()
  exposeState(metrics, state.folder.path)
  const house = { metrics, logger, now }
  const workdays = chineseWorkdays()
  const directory = (region: string) => (region === seed.registry.region ? seed.registry : undefined)
  const watch = createFeedWatch({ indicators: seed.registry.indicators, workdays })
  const evaluator = createEvaluatorService({ workdays, metricsRegions: settings.metricsRegions, ...house })
  const { channels, warm } = openChannels(
    { ...settings, maildir: state.folder.maildir },
    { calendar, wall: wallClock, limiter: stores.limiter, progress: stores.progress, wordsIn: directory, out: process.stderr },
  )
  const notifier = createNotifierService({
    outbox: stores.outbox,
    log,
    channels,
    directory,
    calendar,
    wall: wallClock,
    random: Math.random,
    workdays,
    yellowOf: (region) => stores.ledger.yellowOf(region),
    holder: `${hostname()}/${process.pid}`,
    replay,
    metrics,
    logger,
  })
  return {
    seed,
    state,
    calendar,
    metrics,
    feeds: feedsOf(parts),
    ingest: createIngestService({ log, ...stores, ...house, calendar, watch }),
    watch,
    evaluator,
    notifier,
    warm,
    handlers: wecomHandlers(settings, { log, directory, calendar, wall: wallClock, logger }),
    steps: new Map([
      [EVALUATOR_GROUP, evaluator.processor],
      [NOTIFIER_GROUP, notifier.processor],
      [RECORDER, createLedgerService({ ...stores, calendar, metrics, now })],
    ]),
  }
}
