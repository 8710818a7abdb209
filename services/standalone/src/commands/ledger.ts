import { openStores, type Rebuilt } from '@shixu/adapters/store'
import { READER_SETTINGS } from '@shixu/ledger'
import { readEnv } from '@shixu/runtime'
import { DATABASE } from '@shixu/service'
import type { Command } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { sayJson } from '../output.ts'
import { type Column, columns } from '../print/columns.ts'
import { rebuildLedger } from '../rebuild-ledger.ts'
import { jsonOption, regionOption, type Surroundings } from '../surroundings.ts'

const grantReader = async ({ environment, output }: Surroundings): Promise<void> => {
  const { databaseUrl, readerPassword } = readEnv({ ...DATABASE, ...READER_SETTINGS }, environment)
  if (readerPassword === '')
    throw new CommandFault('usage', 'SHIXU_READER_PASSWORD is not set, and neither is SHIXU_READER_PASSWORD_FILE: the password that shixu_reader is to have.')
  const stores = await openStores(databaseUrl)
  try {
    await stores.grantReader(readerPassword)
  } finally {
    await stores.close()
  }
  output.say('shixu_reader sees the views and nothing else')
}

interface Options {
  readonly region: string
  readonly json?: boolean
}

const HEADS: readonly Column[] = [
  { head: 'table' },
  ...(['rows', 'restored', 'mended', 'removed', 'kept'] as const).map((head) => ({ head, align: 'right' as const })),
]

const summary = ({ records, unreadable, tables }: Rebuilt): string => {
  const sum = (of: 'restored' | 'mended' | 'removed') => tables.reduce((all, table) => all + table[of], 0)
  const [restored, mended, removed] = [sum('restored'), sum('mended'), sum('removed')]
  const found = restored + mended + removed === 0 ? 'every row was as it should be' : `${restored} rows were missing, ${mended} were wrong, ${removed} too many`
  return `${records} records were read${unreadable > 0 ? `, ${unreadable} of them unreadable` : ''}; ${found}`
}

const rebuild = async (surroundings: Surroundings, { region, json }: Options): Promise<void> => {
  const { output } = surroundings
  const rebuilt = await rebuildLedger(surroundings, region)
  const { tables, ...rest } = rebuilt
  if (json) sayJson(output, [...tables, rest])
  else {
    const rows = tables.map(({ table, ...counts }) => [table, ...[counts.rows, counts.restored, counts.mended, counts.removed, counts.kept].map(String)])
    output.say(columns(HEADS, rows))
    output.say(summary(rebuilt))
  }
  if (rebuilt.lost > 0) throw new CommandFault('problems', `${rebuilt.lost} rows of the history cannot be read, and the log no longer has them: a backup may.`)
}

/** `ledger`: the tables and views that say what the log says. */
export const registerLedger = (program: Command, surroundings: Surroundings): void => {
  const ledger = program.command('ledger').description('the tables and views that say what the log says')
  ledger
    .command('grant-reader')
    .description('makes the role shixu_reader, or gives it another password: it sees the views and nothing else')
    .action(() => grantReader(surroundings))
  ledger
    .command('rebuild')
    .description('makes the ledger anew from the whole log; the old is read until it is done, and what the log no longer has is kept')
    .addOption(regionOption())
    .addOption(jsonOption())
    .action((options: Options) => rebuild(surroundings, options))
}
