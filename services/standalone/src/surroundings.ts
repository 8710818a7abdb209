import { isDay } from '@shixu/domain'
import { Option } from 'commander'
import { CommandFault } from './command-fault.ts'
import type { Output } from './output.ts'
import type { Settings } from './settings.ts'

/** What every command is given. */
export interface Surroundings {
  readonly settings: Settings
  readonly output: Output
}

/** Which registry a command is about. */
export const regionOption = (): Option => new Option('--region <name>', 'registry below the seeds, or a folder that has a region.yaml').default('wuhan-2024')

/** JSON Lines on standard output in place of text for people. */
export const jsonOption = (): Option => new Option('--json', 'JSON Lines on standard output')

/** A day that a command names, or a fault that says what would be right. */
export const dayOption = (): Option =>
  new Option('--as-of <day>', 'as known at the end of this day, in Asia/Shanghai').argParser((text) => {
    if (!isDay(text)) throw new CommandFault('usage', `--as-of ${text}: a day like 2024-07-01`)
    return text
  })
