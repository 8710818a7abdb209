import { basename } from 'node:path'
import { reportTemplate } from '@shixu/adapters/feeds'
import { type Day, type Observation, reportObservation } from '@shixu/domain'
import { wallClock } from '@shixu/runtime'
import { readSeed, type Seed } from '@shixu/service'
import type { Command } from 'commander'
import { bureauProblems, reporterProblems } from '../bureau-problems.ts'
import { isClustered } from '../cluster/tell-cluster.ts'
import { CommandFault } from '../command-fault.ts'
import { withFacts } from '../facts.ts'
import { readGiven } from '../read-given.ts'
import { readReports } from '../read-reports.ts'
import { handIn, handInAll } from '../spool/hand-in.ts'
import type { Ran } from '../spool/spool.ts'
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

const observationOf = (seed: Seed, name: string, { today, ...options }: Options & { readonly today: Day }): Observation => {
  const target = targetOf(seed, name)
  const indicator = seed.registry.indicators.find(({ id }) => id === target.indicator)
  if (!indicator) throw new CommandFault('problems', `${target.id} has no indicator in the registry.`)
  const { period, value, unit, done, on, by = '', evidence = '' } = options
  const given = Object.fromEntries(Object.entries({ period, value, unit, done, on }).filter(([, each]) => each !== undefined))
  const reported = reportObservation({ target, indicator, by, evidence, today, ...given })
  const problems = [
    ...(by.trim() === '' ? [] : reporterProblems(seed.registry, { by, indicator: target.indicator })),
    ...(reported.ok ? [] : reported.problems),
  ]
  if (problems.length > 0 || !reported.ok) throw new CommandFault('usage', problems.join('\n'))
  return reported.observation
}

interface Handed {
  readonly seed: Seed
  readonly today: Day
  readonly accept: boolean
}

const lineOf = ({ indicator, period, written }: Observation, { said }: Ran): string => `${indicator} ${period} ${written}: ${said}`

/** Rows that can be taken are, whatever is wrong with the others; then all that is wrong is told at once. */
const reportFile = async (surroundings: Surroundings, path: string, { seed, today, accept }: Handed): Promise<void> => {
  const { observations, problems } = readReports(seed, { name: basename(path), bytes: readGiven(path, LARGEST_BYTES), today })
  const errands = observations.map((observation) => ({ errand: 'report' as const, observation, accept }))
  const handed = errands.length === 0 ? [] : await handInAll(surroundings, { seed, errands })
  const lines = handed.map((ran, index) => ({ ran, line: lineOf(observations[index]!, ran) }))
  for (const { ran, line } of lines) if (ran.done) surroundings.output.say(line)
  const refused = [...problems, ...lines.flatMap(({ ran, line }) => (ran.done ? [] : [line]))]
  if (refused.length > 0) throw new CommandFault('problems', `${refused.length} rows were not taken:\n${refused.join('\n')}`)
  if (handed.length === 0)
    throw new CommandFault('problems', `${path} has no row with a value: fill in the column of values, and take out the rows that report nothing.`)
}

const templateOf = ({ registry }: Seed, bureau: string): string => {
  const problems = bureauProblems(registry, bureau)
  if (problems.length > 0) throw new CommandFault('usage', problems.join('\n'))
  return reportTemplate(registry, bureau).trimEnd()
}

/** By the calendar that the state lives by; on a cluster the real one. */
const todayOf = (surroundings: Surroundings, seed: Seed): Promise<Day> =>
  isClustered(surroundings) ? Promise.resolve(wallClock.today()) : withFacts({ settings: surroundings.settings, seed }, (known) => Promise.resolve(known.today))

const act = async (surroundings: Surroundings, name: string | undefined, options: Options): Promise<void> => {
  const { settings, output } = surroundings
  const seed = readSeed(settings.seeds, options.region)
  if (options.template !== undefined) return output.say(templateOf(seed, options.template))
  const today = await todayOf(surroundings, seed)
  const accept = options.accept === true
  if (options.file !== undefined) return reportFile(surroundings, options.file, { seed, today, accept })
  if (name === undefined) throw new CommandFault('usage', 'Name the target that is reported on, or a file of reports with --file.')
  const observation = observationOf(seed, name, { ...options, today })
  const said = await handIn(surroundings, { seed, errand: { errand: 'report', observation, accept } })
  output.say(lineOf(observation, { done: true, said }))
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
