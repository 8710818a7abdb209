import { join, resolve } from 'node:path'
import { backupFolder, restoreFolder } from '@shixu/adapters/sqlite-log'
import type { Command } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { registryFolder } from '../seeds.ts'
import { claimFolder, type Mode, modeOf, statePathOf, writeMode } from '../state-folder.ts'
import { regionOption, type Surroundings } from '../surroundings.ts'

interface Options {
  readonly region: string
}

const pathOf = ({ settings }: Surroundings, { region }: Options): string =>
  statePathOf(settings.state, registryFolder(settings.seeds, region).split('/').at(-1) ?? region)

const modeThere = (path: string, what: string): Mode => {
  const mode = modeOf(path)
  if (mode === null) throw new CommandFault('state', `${path} holds no ${what}.`)
  return mode
}

/** `backup` and `restore`: the state as it was at one moment. */
export const registerBackup = (program: Command, surroundings: Surroundings): void => {
  const { output } = surroundings
  program
    .command('backup')
    .description('copies the state, beside a running service or after it')
    .argument('<folder>', 'where to; it must not be there yet')
    .addOption(regionOption())
    .action(async (folder: string, options: Options) => {
      const path = pathOf(surroundings, options)
      const mode = modeThere(path, 'state')
      await backupFolder(path, resolve(folder))
      writeMode(resolve(folder), mode)
      output.say(`${path} was copied to ${resolve(folder)}`)
    })
  program
    .command('restore')
    .description('brings a backup back; the state must be empty')
    .argument('<folder>', 'the backup')
    .addOption(regionOption())
    .action((folder: string, options: Options) => {
      const path = pathOf(surroundings, options)
      const mode = modeThere(resolve(folder), 'backup')
      restoreFolder(resolve(folder), join(path))
      claimFolder(path, mode)
      output.say(`${resolve(folder)} was brought back to ${path}`)
    })
}
