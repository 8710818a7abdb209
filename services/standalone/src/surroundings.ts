import { Option } from 'commander'
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
