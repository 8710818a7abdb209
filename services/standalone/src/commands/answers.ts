import { type Day, type Target, targetKey } from '@shixu/domain'
import { wallClock } from '@shixu/runtime'
import { readSeed, type Seed } from '@shixu/service'
import type { Command } from 'commander'
import { bureauProblems } from '../bureau-problems.ts'
import { isClustered } from '../cluster/tell-cluster.ts'
import { CommandFault } from '../command-fault.ts'
import { commandOf } from '../command-of.ts'
import { judgedBy, type Known, withFacts } from '../facts.ts'
import { giveCommands } from '../give-commands.ts'
import { regionOption, type Surroundings } from '../surroundings.ts'
import { targetOf } from '../target-of.ts'

interface Options {
  readonly region: string
  readonly by: string
  readonly reason: string
  readonly until: string
  readonly bureau?: string
}

/** The day by the calendar that the state lives by, on a cluster the real one; and whether anything is known to be wrong with a target. */
const standingOf = (surroundings: Surroundings, seed: Seed, target?: Target): Promise<{ readonly today: Day; readonly isWell: boolean }> =>
  isClustered(surroundings)
    ? Promise.resolve({ today: wallClock.today(), isWell: false })
    : withFacts({ settings: surroundings.settings, seed }, (known) => ({ today: known.today, isWell: target !== undefined && isWell(known, target) }))

const isWell = (known: Known, target: Target): boolean => {
  const state = judgedBy(known, known.today).states.find(({ declared }) => targetKey(declared.target) === targetKey(target))
  return known.state !== null && (state?.alerts ?? [{ status: 'open' }]).every(({ status }) => status === 'over')
}

const acknowledge = async (surroundings: Surroundings, name: string, { region, by, reason, until }: Options): Promise<void> => {
  const seed = readSeed(surroundings.settings.seeds, region)
  const target = targetOf(seed, name)
  const { today, isWell: isInVain } = await standingOf(surroundings, seed, target)
  const command = commandOf(seed, { kind: 'acknowledge', target, by, reason, until, today })
  if (isInVain) throw new CommandFault('problems', `${target.id} has no alert that goes on: there is nothing to acknowledge. See "shixu explain ${target.id}".`)
  await giveCommands(surroundings, { seed, commands: [command] })
}

/** One target by its name, or all that a bureau leads. */
const silencedBy = (seed: Seed, name: string | undefined, bureau: string | undefined): readonly Target[] => {
  if ((name === undefined) === (bureau === undefined)) throw new CommandFault('usage', 'Name one target, or a bureau with --bureau.')
  if (name !== undefined) return [targetOf(seed, name)]
  const problems = bureauProblems(seed.registry, bureau ?? '')
  if (problems.length > 0) throw new CommandFault('usage', problems.join('\n'))
  const led = seed.registry.targets.filter(({ lead }) => lead.bureau === bureau)
  if (led.length === 0) throw new CommandFault('usage', `${bureau} leads no target of ${seed.registry.nameZh} ${seed.registry.year}.`)
  return led
}

const silence = async (surroundings: Surroundings, name: string | undefined, { region, by, reason, until, bureau }: Options): Promise<void> => {
  const seed = readSeed(surroundings.settings.seeds, region)
  const targets = silencedBy(seed, name, bureau)
  const { today } = await standingOf(surroundings, seed)
  await giveCommands(surroundings, { seed, commands: targets.map((target) => commandOf(seed, { kind: 'silence', target, by, reason, until, today })) })
}

/** `acknowledge` and `silence`: what people answer to an alert. */
export const registerAnswers = (program: Command, surroundings: Surroundings): void => {
  program
    .command('acknowledge')
    .description('answers for what is wrong with a target: why, and by when it will be right. Until then nobody higher is told')
    .argument('<target>', 'id of the target')
    .addOption(regionOption())
    .requiredOption('--by <name>', 'who answers: a bureau by its id, or a person')
    .requiredOption('--reason <text>', 'why, in one line')
    .requiredOption('--until <day>', 'the promised day')
    .action((name: string, options: Options) => acknowledge(surroundings, name, options))
  program
    .command('silence')
    .description('tells nobody of a target, or of all that a bureau leads, to the end of a day')
    .argument('[target]', 'id of the target')
    .addOption(regionOption())
    .option('--bureau <id>', 'all targets that this bureau leads')
    .requiredOption('--by <name>', 'who asks for it: a bureau by its id, or a person')
    .requiredOption('--reason <text>', 'why, in one line')
    .requiredOption('--until <day>', 'the last day of the silence; today ends one that goes on')
    .action((name: string | undefined, options: Options) => silence(surroundings, name, options))
}
