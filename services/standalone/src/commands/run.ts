import { runSchedule } from '@shixu/adapters/schedule'
import type { Day } from '@shixu/domain'
import { createLogger, type Logger, type Stage, serve, startInOrder, untilSignalled } from '@shixu/runtime'
import type { Command } from 'commander'
import { wallClock } from '../clocks.ts'
import { createHouse, type House } from '../house.ts'
import { openState } from '../open-state.ts'
import { recallFeeds } from '../recall-feeds.ts'
import { readSeed } from '../seeds.ts'
import { runErrands } from '../spool/run-errand.ts'
import { openSpool } from '../spool/spool.ts'
import { claimFolder, statePathOf } from '../state-folder.ts'
import { type Running, runSteps } from '../steps-running.ts'
import { regionOption, type Surroundings } from '../surroundings.ts'

interface Options {
  readonly region: string
}

/** How often the folder of errands is looked into. */
const ERRANDS_EVERY_MS = 500

interface Work {
  readonly house: House
  readonly running: Running
  readonly logger: Logger
}

/** A piece of work that goes on until its signal, as a stage that is stopped by it. */
const until = (name: string, work: (signal: AbortSignal) => Promise<unknown>): Stage => ({
  name,
  start: () => {
    const stopping = new AbortController()
    const working = work(stopping.signal)
    return async () => {
      stopping.abort()
      await working
    }
  },
})

const takeErrands = async ({ house, logger }: Work, signal: AbortSignal): Promise<void> => {
  const spool = openSpool(house.state.folder.path)
  while (!signal.aborted) {
    await runErrands(house, spool).catch((fault: unknown) => logger.error({ err: fault }, 'errands could not be read'))
    await new Promise((resolve) => setTimeout(resolve, ERRANDS_EVERY_MS))
  }
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
      },
      clock: house.calendar,
      failed: (feed, cause) => logger.error({ feed, err: cause }, 'a scheduled run failed'),
    },
    signal,
  )

const act = async (surroundings: Surroundings, { region }: Options): Promise<void> => {
  const { settings, output } = surroundings
  const signal = untilSignalled()
  const seed = readSeed(settings.seeds, region)
  const logger = createLogger({ service: 'standalone', level: settings.logLevel })
  const state = await openState(claimFolder(statePathOf(settings.state, seed.name), 'run'), settings)
  const house = createHouse({ state, seed, calendar: wallClock, replay: false, settings, logger })
  recallFeeds(house)
  await house.ingest.declareRegistry(seed.registry)
  const running = runSteps(house)
  const work = { house, running, logger }
  const surface = { title: '时序 shixu', metrics: house.metrics, healthy: () => null, ready: () => null }
  const stages: readonly Stage[] = [
    { name: 'state', start: () => () => state.close() },
    { name: 'steps', start: () => () => running.stop() },
    until('notifier', (stop) => house.notifier.run(stop)),
    until('errands', (stop) => takeErrands(work, stop)),
    until('schedule', (stop) => followSchedule(work, stop)),
    {
      name: 'http',
      start: async () => {
        const server = await serve(surface, settings)
        output.say(`shixu runs for ${seed.registry.nameZh} ${seed.registry.year}: http://${settings.host}:${server.port}/`)
        return () => server.close()
      },
    },
  ]
  const stop = await startInOrder(stages, { logger })
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await Promise.race([stopped, running.ended]).finally(stop)
}

/** `run`: the real thing on one machine, by the real clock. */
export const registerRun = (program: Command, surroundings: Surroundings): void => {
  program
    .command('run')
    .description("watches a region for real: its feeds' schedules, the real clock, until stopped")
    .addOption(regionOption())
    .action((options: Options) => act(surroundings, options))
}
