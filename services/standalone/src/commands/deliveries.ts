import { CHANNEL_NAMES } from '@shixu/adapters/channels'
import type { HistoryDue, HistoryQuery } from '@shixu/adapters/store'
import { targetKey } from '@shixu/domain'
import { readSeed, type Seed } from '@shixu/service'
import { type Command, Option } from 'commander'
import { bureauProblems } from '../bureau-problems.ts'
import { CommandFault } from '../command-fault.ts'
import { sayJson } from '../output.ts'
import { historyLines, jsonOfHistory } from '../print/history-lines.ts'
import { resend } from '../resend.ts'
import { handIn } from '../spool/hand-in.ts'
import { dayOption, jsonOption, regionOption, type Surroundings } from '../surroundings.ts'
import { targetOf } from '../target-of.ts'
import { hasDatabase, withDatabase, withStoresRead } from '../with-stores-read.ts'

const OUTCOMES = ['accepted', 'refused', 'dead', 'unknown', 'superseded', 'waiting'] as const

interface ListOptions {
  readonly region: string
  readonly bureau?: string
  readonly recipient?: string
  readonly since?: string
  readonly target?: string
  readonly outcome?: (typeof OUTCOMES)[number]
  readonly json?: boolean
}

interface ResendOptions {
  readonly region: string
  readonly dead?: boolean
  readonly channel?: string
  readonly anyway?: boolean
}

const queryOf = (seed: Seed, { bureau, recipient, since, target, outcome }: ListOptions): HistoryQuery => {
  const problems = bureau === undefined ? [] : bureauProblems(seed.registry, bureau)
  if (problems.length > 0) throw new CommandFault('usage', problems.join('\n'))
  const { region } = seed.registry
  return {
    region,
    ...(bureau !== undefined && { bureau }),
    ...(recipient !== undefined && { recipient: recipient.startsWith(`${region}/`) ? recipient : `${region}/${recipient}` }),
    ...(since !== undefined && { since }),
    ...(target !== undefined && { target: targetKey(targetOf(seed, target)) }),
    ...(outcome !== undefined && { state: outcome }),
  }
}

const list = async (surroundings: Surroundings, options: ListOptions): Promise<void> => {
  const { settings, output } = surroundings
  const seed = readSeed(settings.seeds, options.region)
  const query = queryOf(seed, options)
  const dues = await withStoresRead(surroundings, seed, ({ history }) => history.list(query))
  if (options.json) return sayJson(output, dues.map(jsonOfHistory))
  if (dues.length === 0) output.say('nobody was to be told anything of that')
  for (const line of historyLines(dues, seed.registry)) output.say(line)
}

/** The one notice whose id begins like that. */
const noticeOf = async (surroundings: Surroundings, seed: Seed, beginning: string): Promise<string> => {
  const isId = /^[0-9a-f]+$/u.test(beginning)
  const dues = isId ? await withStoresRead(surroundings, seed, ({ history }) => history.list({ region: seed.registry.region, notice: beginning })) : []
  const found = [...new Set(dues.flatMap(({ notice }: HistoryDue) => notice?.id ?? []))]
  if (found.length === 1) return found[0]!
  const what = found.length === 0 ? `There is no notice ${beginning}` : `${found.length} notices begin with ${beginning}: write more of it`
  throw new CommandFault('usage', `${what}; see "shixu deliveries".`)
}

const sendAgain = async (surroundings: Surroundings, name: string | undefined, { region, dead, channel, anyway }: ResendOptions): Promise<void> => {
  if ((name === undefined) === (dead === undefined)) throw new CommandFault('usage', 'Name one notice by its id, or all that were given up with --dead.')
  const seed = readSeed(surroundings.settings.seeds, region)
  const which = name === undefined ? 'dead' : { notice: await noticeOf(surroundings, seed, name) }
  const asked = { which, anyway: anyway === true, ...(channel !== undefined && { channel }) } as const
  const onCluster = async () => {
    const { done, said } = await withDatabase(surroundings, (stores) => resend(stores, asked))
    if (!done) throw new CommandFault('problems', said)
    return said
  }
  surroundings.output.say(hasDatabase(surroundings) ? await onCluster() : await handIn(surroundings, { seed, errand: { errand: 'resend', asked } }))
}

/** `deliveries`: who was told what, when, through what, and why; and what is to be sent again. */
export const registerDeliveries = (program: Command, surroundings: Surroundings): void => {
  const deliveries = program.command('deliveries').description('who was told what, when, through what, and why')
  deliveries
    .command('list', { isDefault: true })
    .description('every alert event that somebody was to hear of, with each try to tell it')
    .addOption(regionOption())
    .option('--bureau <id>', 'to this bureau')
    .option('--recipient <post>', 'to this post, such as commerce/liaison')
    .addOption(dayOption('--since', 'on this day or later'))
    .option('--target <id>', 'of this target')
    .addOption(new Option('--outcome <outcome>', 'that came to this').choices(OUTCOMES))
    .addOption(jsonOption())
    .action((options: ListOptions) => list(surroundings, options))
  deliveries
    .command('resend')
    .description('sends a notice again that was given up, refused or lost')
    .argument('[notice]', 'id of the notice, or its beginning')
    .addOption(regionOption())
    .option('--dead', 'all that were given up')
    .addOption(new Option('--channel <name>', 'through this channel first, be it of the route or not').choices(CHANNEL_NAMES))
    .option('--anyway', 'also what has been accepted, or overtaken by newer words')
    .action((name: string | undefined, options: ResendOptions) => sendAgain(surroundings, name, options))
}
