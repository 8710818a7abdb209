import { join } from 'node:path'
import { createLogger, serve, untilSignalled } from '@shixu/runtime'
import type { Command } from 'commander'
import { virtualClock, wallClock } from '../clocks.ts'
import { CommandFault } from '../command-fault.ts'
import { createHouse, type House } from '../house.ts'
import { openState } from '../open-state.ts'
import { targetTable } from '../print/target-table.ts'
import { replayDays } from '../replay/calendar-days.ts'
import { replay } from '../replay/replay.ts'
import { readSeed } from '../seeds.ts'
import { claimFolder, dropReplay } from '../state-folder.ts'
import { type Running, runSteps } from '../steps-running.ts'
import { regionOption, type Surroundings } from '../surroundings.ts'

interface Options {
  readonly region: string
  readonly from?: string
  readonly to?: string
  readonly once?: boolean
  readonly fresh?: boolean
}

const DAY = /^\d{4}-\d{2}-\d{2}$/u

const checkDay = (day: string | undefined, name: string): void => {
  if (day !== undefined && !DAY.test(day)) throw new CommandFault('usage', `--${name} ${day}: a day like 2024-07-01`)
}

const table = (house: House, coloured: boolean): string =>
  targetTable(
    [...house.evaluator.states()].flatMap(({ declared, assessment }) => (assessment === null ? [] : [{ target: declared.target, assessment }])),
    coloured,
  )

const stayUp = async (house: House, { settings, output }: Surroundings, { running, signal }: { running: Running; signal: AbortSignal }): Promise<void> => {
  const surface = { title: '时序 shixu', metrics: house.metrics, healthy: () => null, ready: () => null }
  const server = await serve(surface, settings)
  output.say(`\n服务已启动：http://${settings.host}:${server.port}/ （/metrics /healthz /readyz），按 Ctrl-C 结束`)
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await Promise.race([stopped, running.ended])
  await server.close()
}

const act = async (surroundings: Surroundings, options: Options): Promise<void> => {
  const { settings, output } = surroundings
  checkDay(options.from, 'from')
  checkDay(options.to, 'to')
  const signal = untilSignalled()
  const seed = readSeed(settings.seeds, options.region)
  const path = join(settings.state, seed.name)
  if (options.fresh) dropReplay(path)
  const state = await openState(claimFolder(path, 'replay'), settings)
  const clock = virtualClock(options.from ?? `${seed.registry.year}-01-01`)
  const logger = createLogger({ service: 'standalone', level: settings.logLevel })
  const house = createHouse({ state, seed, calendar: clock, replay: true, settings, logger })
  const days = await replayDays(house.feeds, { year: seed.registry.year, from: options.from, to: options.to, today: wallClock.today(), signal })
  const running = runSteps(house)
  try {
    await replay({ house, running, days, clock, output, signal })
    if (!signal.aborted) output.say(`\n${table(house, output.terminal)}`)
    if (!options.once && !signal.aborted) await stayUp(house, surroundings, { running, signal })
  } finally {
    await running.stop()
    await state.close()
  }
}

/** `replay`: a past year lived again, day by day, from its real figures. */
export const registerReplay = (program: Command, surroundings: Surroundings): void => {
  program
    .command('replay')
    .description('lives through a past year in the order in which its figures were released, then stays up with its metrics')
    .addOption(regionOption())
    .option('--from <day>', 'first day; what was out before comes on it')
    .option('--to <day>', 'last day; else that of the last document')
    .option('--once', 'end after the table')
    .option('--fresh', 'start over')
    .action((options: Options) => act(surroundings, options))
}
