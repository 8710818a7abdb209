import { Command } from 'commander'
import { registerRegistry } from './commands/registry.ts'
import { registerReplay } from './commands/replay.ts'
import { registerTargets } from './commands/targets.ts'
import type { Surroundings } from './surroundings.ts'

const COMMANDS = [registerReplay, registerTargets, registerRegistry]

/** The `shixu` command. A wrong command line is thrown as commander's own fault. */
export const createProgram = (surroundings: Surroundings): Command => {
  const program = new Command('shixu')
    .description('Watches the annual targets of a government work report: what was promised, what is due by now, what will be missed, and who is told.')
    .showHelpAfterError('(see shixu --help)')
    .exitOverride()
    .configureOutput({ writeErr: (text) => surroundings.output.tell(text.trimEnd()), writeOut: (text) => surroundings.output.say(text.trimEnd()) })
  for (const register of COMMANDS) register(program, surroundings)
  return program
}
