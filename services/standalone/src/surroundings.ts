import { type Day, isDay } from '@shixu/domain'
import { wallClock } from '@shixu/runtime'
import { Option } from 'commander'
import { CommandFault } from './command-fault.ts'
import type { Output } from './output.ts'
import type { Settings } from './settings.ts'

/** What every command is given. */
export interface Surroundings {
  readonly settings: Settings
  readonly output: Output
  /** For settings that only some commands have. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Which registry a command is about. */
export const regionOption = (): Option => new Option('--region <name>', 'registry below the seeds, or a folder that has a region.yaml').default('wuhan-2024')

/** JSON Lines on standard output in place of text for people. */
export const jsonOption = (): Option => new Option('--json', 'JSON Lines on standard output')

/** An option that names a day which has come. Anything else is a fault that says what would be right. */
export const dayOption = (flag: string, description: string): Option => new Option(`${flag} <day>`, description).argParser((text) => dayGiven(flag, text))

const dayGiven = (flag: string, text: string): Day => {
  if (!isDay(text)) throw new CommandFault('usage', `${flag} ${text}: no such day; write one like 2024-07-01`)
  const today = wallClock.today()
  if (text > today) throw new CommandFault('usage', `${flag} ${text}: this day is still to come; today is ${today} in Asia/Shanghai`)
  return text
}

/** As of which day a command answers. */
export const asOfOption = (): Option => dayOption('--as-of', 'as known at the end of this day, in Asia/Shanghai')
