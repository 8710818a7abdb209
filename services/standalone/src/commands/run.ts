import { runSchedule } from '@shixu/adapters/schedule'
import type { Day } from '@shixu/domain'
import { createLogger, type Logger, type Stage, startInOrder, until, untilSignalled, wallClock } from '@shixu/runtime'
import { drawingAhead, readSeed } from '@shixu/service'
import type { Command } from 'commander'
import { declareRegistry } from '../declare-registry.ts'
import { createHouse, type House } from '../house.ts'
import { openState, type State } from '../open-state.ts'
import { recallFeeds } from '../recall-feeds.ts'
import { serveHouse } from '../serve-house.ts'
import { takeErrands } from '../spool/take-errands.ts'
import { claimFolder, statePathOf } from '../state-folder.ts'
import { type Running, runSteps } from '../steps-running.ts'
import { regionOption, type Surroundings } from '../surroundings.ts'

interface Options {
  readonly region: string
}

interface Work {
  readonly house: House
  readonly logger: Logger
}

const followSchedule = ({ house, logger }: Work, signal: AbortSignal): Promise<void> =>
  runSchedule(
    {
      feeds: house.feeds.map(({ spec }) => spec),
      pull: async (id, stop) => {
        const feed = house.feeds.find((each) => each.id === id)
        if (feed) await house.ingest.tryPull(feed, stop)
      },
      beginDays: async (upTo: Day) => {
        await house.ingest.beginDays([house.seed.registry.region], upTo)
        // Once a day: what newer records have overtaken goes, and what is kept for 400 days only.
        house.state.log.compact()
      },
      clock: house.calendar,
      failed: (feed, cause) => logger.error({ feed, err: cause }, 'a scheduled run failed'),
    },
    signal,
  )

interface Service extends Work {
  readonly state: State
  readonly running: Running
  readonly surroundings: Surroundings
}

/** In the order in which they start. The pages come before the work, so that a port that is taken is known before anything is pulled or sent. */
const stagesOf = ({ house, logger, state, running, surroundings }: Service, failed: (fault: unknown) => void): readonly Stage[] => {
  const { settings, output } = surroundings
  const { nameZh, year } = house.seed.registry
  const ready = () => running.failure() ?? (running.caughtUp() ? null : 'the steps are catching up with the log')
  return [
    { name: 'state', start: () => () => state.close() },
    { name: 'steps', start: () => () => running.stop() },
    {
      name: 'http',
      start: async () => {
        const server = await serveHouse({ house, settings, logger }, { healthy: running.failure, ready })
        output.tell(`shixu runs for ${nameZh} ${year}: ${server.url}`)
        return () => server.close()
      },
    },
    until('notifier', (stop) => house.notifier.run(stop), failed),
    drawingAhead(house.warm, logger),
    until('errands', (stop) => takeErrands({ house, logger }, stop), failed),
    until('schedule', (stop) => followSchedule({ house, logger }, stop), failed),
  ]
}

const act = async (surroundings: Surroundings, { region }: Options): Promise<void> => {
  const { settings } = surroundings
  const signal = untilSignalled()
  const seed = readSeed(settings.seeds, region)
  const logger = createLogger({ service: 'standalone', level: settings.logLevel })
  const state = await openState(claimFolder(statePathOf(settings.state, seed.name), { mode: 'run' }), settings)
  const house = createHouse({ state, seed, calendar: wallClock, replay: false, settings, logger })
  recallFeeds(house)
  await declareRegistry(house)
  const running = runSteps(house)
  const stopped = Promise.withResolvers<void>()
  signal.addEventListener('abort', () => stopped.resolve(), { once: true })
  running.ended.catch(stopped.reject)
  const stop = await startInOrder(stagesOf({ house, logger, state, running, surroundings }, stopped.reject), { logger })
  await stopped.promise.finally(stop)
}

/** `run`: the real thing on one machine, by the real clock. */
export const registerRun = (program: Command, surroundings: Surroundings): void => {
  program
    .command('run')
    .description("watches a region for real: its feeds' schedules, the real clock, until stopped")
    .addOption(regionOption())
    .action((options: Options) => act(surroundings, options))
}
