import type { KeptLetter } from '@shixu/domain'
import { readSeed, type Seed } from '@shixu/service'
import type { Command } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { sayJson } from '../output.ts'
import { columns } from '../print/columns.ts'
import { handIn } from '../spool/hand-in.ts'
import { jsonOption, regionOption, type Surroundings } from '../surroundings.ts'
import { withStoresRead } from '../with-stores-read.ts'

interface Options {
  readonly region: string
  readonly all?: boolean
  readonly accept?: boolean
  readonly json?: boolean
  readonly why?: string
}

const letters = (surroundings: Surroundings, seed: Seed, which: { readonly id?: string; readonly open?: boolean }): Promise<readonly KeptLetter[]> =>
  withStoresRead(surroundings, seed, ({ deadletters }) => deadletters.list(which))

const HEADS = [
  { head: 'id' },
  { head: 'day' },
  { head: 'source' },
  { head: 'place' },
  { head: 'code' },
  { head: 'about' },
  { head: 'state' },
  { head: 'reason' },
]

const row = ({ id, letter: { day, source, place, code, about, reason }, closed }: KeptLetter): readonly string[] => [
  id,
  day,
  source,
  place,
  code,
  about ?? '',
  closed?.as ?? 'open',
  reason,
]

const list = async (surroundings: Surroundings, { region, all, json }: Options): Promise<void> => {
  const { settings, output } = surroundings
  const kept = await letters(surroundings, readSeed(settings.seeds, region), all ? {} : { open: true })
  if (json) sayJson(output, kept)
  else output.say(kept.length === 0 ? 'no dead letter is open' : columns(HEADS, kept.map(row)))
}

const show = async (surroundings: Surroundings, id: string, { region, json }: Options): Promise<void> => {
  const { settings, output } = surroundings
  const [kept] = await letters(surroundings, readSeed(settings.seeds, region), { id })
  if (!kept) throw new CommandFault('usage', `There is no dead letter ${id}: see "shixu deadletters list --all".`)
  if (json) return sayJson(output, [kept])
  const { letter, closed } = kept
  const lines = Object.entries({ ...letter, id, state: closed === null ? 'open' : `${closed.as} on ${closed.on}: ${closed.why}` }).filter(
    ([name]) => name !== 'bytes',
  )
  for (const [name, value] of lines) output.say(`${name.padEnd(10)}${value ?? ''}`)
  output.say(`bytes     ${JSON.stringify(Buffer.from(letter.bytes, 'base64').toString('utf8'))}`)
}

const retry = async (surroundings: Surroundings, id: string, { region, accept }: Options): Promise<void> => {
  const seed = readSeed(surroundings.settings.seeds, region)
  surroundings.output.say(await handIn(surroundings, { seed, errand: { errand: 'retry-letter', id, accept: accept === true } }))
}

const drop = async (surroundings: Surroundings, id: string, { region, why = '' }: Options): Promise<void> => {
  if (why.trim() === '') throw new CommandFault('usage', '--why is empty: say why the letter need not be read.')
  const seed = readSeed(surroundings.settings.seeds, region)
  surroundings.output.say(await handIn(surroundings, { seed, errand: { errand: 'drop-letter', id, why } }))
}

/** `deadletters`: what was refused, and what becomes of it. */
export const registerDeadletters = (program: Command, surroundings: Surroundings): void => {
  const deadletters = program.command('deadletters').description('what was refused, with its place and reason')
  deadletters
    .command('list')
    .description('those that are open')
    .addOption(regionOption())
    .option('--all', 'closed ones too')
    .addOption(jsonOption())
    .action((options: Options) => list(surroundings, options))
  deadletters
    .command('show')
    .description('one whole, with its bytes')
    .argument('<id>')
    .addOption(regionOption())
    .addOption(jsonOption())
    .action((id: string, options: Options) => show(surroundings, id, options))
  deadletters
    .command('retry')
    .description('reads it again from the archived document, now that the map or the registry is right')
    .argument('<id>')
    .addOption(regionOption())
    .option('--accept', 'let a jump pass: somebody has looked, and the figure is right')
    .action((id: string, options: Options) => retry(surroundings, id, options))
  deadletters
    .command('drop')
    .description('closes it: somebody has looked, and it need not be read')
    .argument('<id>')
    .addOption(regionOption())
    .requiredOption('--why <text>', 'the reason, which is kept')
    .action((id: string, options: Options) => drop(surroundings, id, options))
}
