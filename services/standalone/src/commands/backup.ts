import { resolve } from 'node:path'
import { backupFolder, restoreFolder } from '@shixu/adapters/sqlite-log'
import { registryFolder, seedName } from '@shixu/service'
import type { Command } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { claimFolder, type Mark, markOf, statePathOf, writeMark } from '../state-folder.ts'
import { regionOption, type Surroundings } from '../surroundings.ts'

interface Options {
  readonly region: string
}

const pathOf = ({ settings }: Surroundings, { region }: Options): string => statePathOf(settings.state, seedName(registryFolder(settings.seeds, region)))

const markThere = (path: string, what: string): Mark => {
  const mark = markOf(path)
  if (mark === null) throw new CommandFault('state', `${path} holds no ${what}.`)
  return mark
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
      const mark = markThere(path, 'state')
      await backupFolder(path, resolve(folder))
      writeMark(resolve(folder), mark)
      output.say(`${path} was copied to ${resolve(folder)}`)
    })
  program
    .command('restore')
    .description('brings a backup back; the state must be empty')
    .argument('<folder>', 'the backup')
    .addOption(regionOption())
    .action((folder: string, options: Options) => {
      const path = pathOf(surroundings, options)
      const mark = markThere(resolve(folder), 'backup')
      claimFolder(path, mark)
      restoreFolder(resolve(folder), path)
      output.say(`${resolve(folder)} was brought back to ${path}`)
    })
}
