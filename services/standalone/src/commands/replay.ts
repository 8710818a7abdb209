import { writeFileSync } from 'node:fs'
import type { Day } from '@shixu/domain'
import { createLogger, type Logger, untilSignalled, virtualClock, wallClock } from '@shixu/runtime'
import { readSeed, type Seed } from '@shixu/service'
import type { Command } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { createHouse, type House } from '../house.ts'
import { lastDay } from '../last-day.ts'
import { openState, type State } from '../open-state.ts'
import { targetTable } from '../print/target-table.ts'
import { replayDays } from '../replay/calendar-days.ts'
import { replay } from '../replay/replay.ts'
import { createSamples } from '../replay/samples.ts'
import { serveHouse } from '../serve-house.ts'
import { takeErrands } from '../spool/take-errands.ts'
import { claimFolder, dropReplay, markOf, statePathOf } from '../state-folder.ts'
import { type Running, runSteps } from '../steps-running.ts'
import { dayOption, regionOption, type Surroundings } from '../surroundings.ts'

interface Options {
  readonly region: string
  readonly from?: Day
  readonly to?: Day
  readonly once?: boolean
  readonly fresh?: boolean
  readonly openmetrics?: string
}

interface Scene {
  readonly surroundings: Surroundings
  readonly options: Options
  readonly seed: Seed
  readonly signal: AbortSignal
}

/** A house that lives through a year, and what keeps its time. */
interface Stage {
  readonly house: House
  readonly running: Running
  readonly clock: ReturnType<typeof virtualClock>
  readonly logger: Logger
  /** Whether the last day is over. */
  over: boolean
}

const healthOf = (stage: Stage) => ({
  healthy: stage.running.failure,
  ready: () => stage.running.failure() ?? (stage.over ? null : `the replay has come to ${stage.clock.today()}`),
})

/** Goes on until Ctrl-C: what is handed in meanwhile is judged and told. */
const stayUp = async ({ house, running, logger }: Stage, signal: AbortSignal): Promise<void> => {
  const stopping = new AbortController()
  const either = AbortSignal.any([signal, stopping.signal])
  const working = [takeErrands({ house, logger }, either), house.notifier.run(either)]
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  try {
    await Promise.race([stopped, running.ended])
  } finally {
    stopping.abort()
    await Promise.all(working)
  }
}

const interrupted = ({ surroundings, seed }: Scene, clock: Stage['clock']): CommandFault =>
  new CommandFault(
    'interrupted',
    `stopped at ${clock.today()}; what was lived is kept in ${statePathOf(surroundings.settings.state, seed.name)}, and the next start goes on from there`,
  )

/** Lives through the days, shows the table, and stays up unless it is to end. The pages are there from the beginning, so that one can look on. */
const liveThrough = async (scene: Scene, stage: Stage, from: Day): Promise<void> => {
  const { signal, seed, options } = scene
  const { output, settings } = scene.surroundings
  const { house, running, clock, logger } = stage
  const server = options.once ? null : await serveHouse({ house, settings, logger }, healthOf(stage))
  try {
    if (server) output.tell(`服务已启动：${server.url}（/metrics /healthz /readyz /api/docs）`)
    const days = await replayDays(house.feeds, { year: seed.registry.year, from, to: options.to, today: wallClock.today(), signal })
    if (clock.today() > days.last) output.tell(`这份回放已经到${clock.today()}，晚于${days.last}`)
    const samples = options.openmetrics === undefined ? undefined : createSamples(house.metrics)
    await replay({ house, running, days, clock, output, signal, samples })
    if (samples) writeFileSync(options.openmetrics!, samples.text())
    if (signal.aborted) throw interrupted(scene, clock)
    stage.over = true
    output.say(`\n${targetTable(house.evaluator.states(), output.terminal)}`)
    if (!server) return
    output.tell(`\n回放结束；${server.url} 继续提供服务，按 Ctrl-C 结束`)
    await stayUp(stage, signal)
  } finally {
    await server?.close()
  }
}

/** The day that the replay has come to. Its files are synced now and then only, so a power cut may leave one of them behind the other. */
const dayReached = async ({ log, stores, folder }: State, region: string): Promise<Day | null> => {
  const told = await stores.told.lastDay(region)
  const begun = lastDay(log.read('facts'))
  if (told !== null && (begun === null || begun < told))
    throw new CommandFault('state', `${folder.path} has lost its last writes, as to a power cut: start over with --fresh.`)
  return told
}

const stageOf = async (scene: Scene, state: State, from: Day): Promise<Stage> => {
  const { seed } = scene
  const { settings } = scene.surroundings
  const clock = virtualClock((await dayReached(state, seed.registry.region)) ?? from)
  const logger = createLogger({ service: 'standalone', level: settings.logLevel })
  const house = createHouse({ state, seed, calendar: clock, replay: true, settings, logger })
  return { house, running: runSteps(house), clock, logger, over: false }
}

const act = async (surroundings: Surroundings, options: Options): Promise<void> => {
  const { settings } = surroundings
  const signal = untilSignalled()
  const seed = readSeed(settings.seeds, options.region)
  const scene = { surroundings, options, seed, signal }
  const path = statePathOf(settings.state, seed.name)
  if (options.fresh) dropReplay(path)
  const folder = claimFolder(path, { mode: 'replay', ...(options.from !== undefined && { from: options.from }) })
  const from = markOf(path)?.from ?? `${seed.registry.year}-01-01`
  const state = await openState(folder, { partitions: settings.partitions, durable: false })
  try {
    const stage = await stageOf(scene, state, from)
    await liveThrough(scene, stage, from)
      .catch((fault: unknown) => {
        throw signal.aborted ? interrupted(scene, stage.clock) : fault
      })
      .finally(() => stage.running.stop())
  } finally {
    await state.close()
  }
}

/** `replay`: a past year lived again, day by day, from its real figures. */
export const registerReplay = (program: Command, surroundings: Surroundings): void => {
  program
    .command('replay')
    .description('lives through a past year in the order in which its figures were released, then stays up with its metrics')
    .addOption(regionOption())
    .addOption(dayOption('--from', 'first day; what was out before comes on it'))
    .addOption(dayOption('--to', 'last day; else that of the last document'))
    .option('--once', 'end after the table, and serve no pages')
    .option('--fresh', 'start over')
    .option('--openmetrics <file>', 'write the metrics of each day with its time, for promtool to fill a Prometheus with')
    .action((options: Options) => act(surroundings, options))
}
