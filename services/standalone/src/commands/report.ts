import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { reportTemplate } from '@shixu/adapters/feeds'
import { type Observation, reportObservation } from '@shixu/domain'
import type { Command } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { withFacts } from '../facts.ts'
import { readReports } from '../read-reports.ts'
import { readSeed, type Seed } from '../seeds.ts'
import { handIn } from '../spool/hand-in.ts'
import { regionOption, type Surroundings } from '../surroundings.ts'
import { targetOf } from '../target-of.ts'

interface Options {
  readonly region: string
  readonly period?: string
  readonly value?: string
  readonly unit?: string
  readonly done?: boolean
  readonly on?: string
  readonly by?: string
  readonly evidence?: string
  readonly accept?: boolean
  readonly file?: string
  readonly template?: string
}

const LARGEST_BYTES = 4 * 1024 * 1024

const observationOf = (seed: Seed, name: string, { today, ...options }: Options & { readonly today: string }): Observation => {
  const target = targetOf(seed, name)
  const indicator = seed.registry.indicators.find(({ id }) => id === target.indicator)
  if (!indicator) throw new CommandFault('problems', `${target.id} has no indicator in the registry.`)
  const { period, value, unit, done, on, by = '', evidence = '' } = options
  const given = Object.fromEntries(Object.entries({ period, value, unit, done, on }).filter(([, each]) => each !== undefined))
  const reported = reportObservation({ target, indicator, by, evidence, today, ...given })
  if (!reported.ok) throw new CommandFault('usage', reported.problems.join('\n'))
  return reported.observation
}

const reportFile = async (surroundings: Surroundings, seed: Seed, { path, today, accept }: { path: string; today: string; accept: boolean }): Promise<void> => {
  if (statSync(path).size > LARGEST_BYTES) throw new CommandFault('usage', `${path} is larger than ${LARGEST_BYTES} bytes.`)
  const { observations, problems } = readReports(seed, { name: basename(path), bytes: readFileSync(path), today })
  for (const observation of observations) {
    const said = await handIn(surroundings, { seed, errand: { errand: 'report', observation, accept } })
    surroundings.output.say(`${observation.indicator} ${observation.period} ${observation.written}: ${said}`)
  }
  if (problems.length > 0) throw new CommandFault('problems', `${problems.length} rows were not taken:\n${problems.join('\n')}`)
}

const act = async (surroundings: Surroundings, name: string | undefined, options: Options): Promise<void> => {
  const { settings, output } = surroundings
  const seed = readSeed(settings.seeds, options.region)
  if (options.template !== undefined) return output.say(reportTemplate(seed.registry, options.template).trimEnd())
  const today = await withFacts({ settings, seed }, (known) => known.today)
  const accept = options.accept === true
  if (options.file !== undefined) return reportFile(surroundings, seed, { path: options.file, today, accept })
  if (name === undefined) throw new CommandFault('usage', 'Name the target that is reported on, or a file of reports with --file.')
  const observation = observationOf(seed, name, { ...options, today })
  output.say(
    `${observation.indicator} ${observation.period} ${observation.written}: ${await handIn(surroundings, { seed, errand: { errand: 'report', observation, accept } })}`,
  )
}

/** `report`: what a bureau hands in about its targets. */
export const registerReport = (program: Command, surroundings: Surroundings): void => {
  program
    .command('report')
    .description('hands in what a bureau reports about a target, or many at once from a filled-in template')
    .argument('[target]', 'id of the target')
    .addOption(regionOption())
    .option('--period <month>', 'the last month that the figure covers: 2024-06')
    .option('--value <number>', 'the figure, from January to that month where it accumulates')
    .option('--unit <unit>', "its unit, where it is not the target's own")
    .option('--done', 'a milestone is reached')
    .option('--on <day>', 'the day on which it was reached')
    .option('--by <bureau>', 'who reports')
    .option('--evidence <text>', 'what the report rests on')
    .option('--accept', 'take a figure that is a thousand times away from the one before')
    .option('--file <path>', 'a filled-in template')
    .option('--template <bureau>', 'print a table for this bureau to fill in')
    .action((name: string | undefined, options: Options) => act(surroundings, name, options))
}
