import { openStores } from '@shixu/adapters/store'
import { READER_SETTINGS } from '@shixu/ledger'
import { readEnv } from '@shixu/runtime'
import { DATABASE } from '@shixu/service'
import type { Command } from 'commander'
import { CommandFault } from '../command-fault.ts'
import type { Surroundings } from '../surroundings.ts'

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

const rebuild = async ({ environment, output }: Surroundings): Promise<void> => {
  const stores = await openStores(readEnv(DATABASE, environment).databaseUrl)
  try {
    await stores.rebuild((region, judgements) => output.say(`${region}  ${judgements} judgements`))
  } finally {
    await stores.close()
  }
}

/** `ledger`: the tables and views of a cluster. */
export const registerLedger = (program: Command, surroundings: Surroundings): void => {
  const ledger = program.command('ledger').description('the tables and views of a cluster, by SHIXU_DATABASE_URL')
  ledger
    .command('grant-reader')
    .description('makes the role shixu_reader, or gives it another password: it sees the views and nothing else')
    .action(() => grantReader(surroundings))
  ledger
    .command('rebuild')
    .description('makes what stands now anew from the history, a region at a time; the old is read until it is done')
    .action(() => rebuild(surroundings))
}
