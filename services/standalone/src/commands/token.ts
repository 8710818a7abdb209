import { openTokens, type Scope, type Token, type Tokens } from '@shixu/adapters/store'
import { addDays } from '@shixu/domain'
import { readEnv, wallClock } from '@shixu/runtime'
import { DATABASE, readSeed } from '@shixu/service'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { sayJson } from '../output.ts'
import { columns } from '../print/columns.ts'
import { stateFolder, statePathOf } from '../state-folder.ts'
import { jsonOption, regionOption, type Surroundings } from '../surroundings.ts'

interface Options {
  readonly region: string
  readonly name: string
  readonly bureau?: string
  readonly days: number
  readonly json?: boolean
}

/** On a cluster where a database is named, else in the state of this machine, beside whoever runs there. */
const withTokens = async <T>(surroundings: Surroundings, region: string, work: (tokens: Tokens) => Promise<T>): Promise<T> => {
  const { settings, environment } = surroundings
  const onCluster = environment.SHIXU_DATABASE_URL !== undefined || environment.SHIXU_DATABASE_URL_FILE !== undefined
  const place = onCluster
    ? { url: readEnv(DATABASE, environment).databaseUrl }
    : { file: stateFolder(statePathOf(settings.state, readSeed(settings.seeds, region).name)).store }
  const { tokens, close } = await openTokens(place)
  try {
    return await work(tokens)
  } finally {
    await close()
  }
}

/** A bureau is one of the region's own: a token for another would read nothing for ever. */
const scopeOf = ({ settings }: Surroundings, { region, bureau }: Options): Scope => {
  if (bureau === undefined) return 'all'
  const { registry } = readSeed(settings.seeds, region)
  if (registry.bureaus.some(({ id }) => id === bureau)) return `${registry.region}/${bureau}`
  throw new CommandFault(
    'usage',
    `--bureau ${bureau}: ${registry.nameZh} has no such bureau; right would be ${registry.bureaus.map(({ id }) => id).join(', ')}`,
  )
}

const create = async (surroundings: Surroundings, options: Options): Promise<void> => {
  const { output } = surroundings
  const scope = scopeOf(surroundings, options)
  const madeOn = wallClock.today()
  const token = { name: options.name, scope, madeOn, expiresOn: addDays(madeOn, options.days) }
  const { id, secret } = await withTokens(surroundings, options.region, (tokens) => tokens.create(token))
  if (options.json) return sayJson(output, [{ id, ...token, token: secret }])
  output.tell(`token ${id} for ${options.name}, ${scope}, good through ${token.expiresOn}; it is shown this once and kept nowhere:`)
  output.say(secret)
}

const stateOf = ({ revokedOn, expiresOn }: Token, today: string): string =>
  revokedOn !== null ? `revoked on ${revokedOn}` : expiresOn < today ? 'expired' : 'good'

const HEADS = ['id', 'name', 'scope', 'made', 'good through', 'state'].map((head) => ({ head }))

const list = async (surroundings: Surroundings, { region, json }: Options): Promise<void> => {
  const { output } = surroundings
  const tokens = await withTokens(surroundings, region, (each) => each.list())
  const today = wallClock.today()
  if (json) return sayJson(output, tokens)
  const rows = tokens.map((token) => [token.id, token.name, token.scope, token.madeOn, token.expiresOn, stateOf(token, today)])
  output.say(rows.length === 0 ? 'no token was ever made' : columns(HEADS, rows))
}

const revoke = async (surroundings: Surroundings, id: string, { region }: Options): Promise<void> => {
  const revoked = await withTokens(surroundings, region, (tokens) => tokens.revoke(id, wallClock.today()))
  if (!revoked) throw new CommandFault('usage', `There is no good token ${id}: see "shixu token list".`)
  surroundings.output.say(`${id} is revoked`)
}

const LONGEST_DAYS = 3_650

const daysOption = (): Option =>
  new Option('--days <number>', 'how long it is good').default(365).argParser((text) => {
    const days = Number(text)
    if (!/^\d+$/u.test(text) || days < 1 || days > LONGEST_DAYS) throw new InvalidArgumentError(`write a whole number from 1 to ${LONGEST_DAYS}`)
    return days
  })

/** `token`: who may read the API. */
export const registerToken = (program: Command, surroundings: Surroundings): void => {
  const token = program.command('token').description('who may read the API: with SHIXU_DATABASE_URL that of a cluster, else that of this machine')
  token
    .command('create')
    .description('makes a token and shows it, once')
    .addOption(regionOption())
    .requiredOption('--name <text>', 'who or what it is for')
    .option('--bureau <id>', 'reads what concerns this bureau alone; else everything')
    .addOption(daysOption())
    .addOption(jsonOption())
    .action((options: Options) => create(surroundings, options))
  token
    .command('list')
    .description('all tokens, without their secrets')
    .addOption(regionOption())
    .addOption(jsonOption())
    .action((options: Options) => list(surroundings, options))
  token
    .command('revoke')
    .description('makes a token good for nothing, at once')
    .argument('<id>')
    .addOption(regionOption())
    .action((id: string, options: Options) => revoke(surroundings, id, options))
}
