import { Command } from 'commander'
import PACKAGE from '../package.json' with { type: 'json' }
import { registerAnswers } from './commands/answers.ts'
import { registerAssess } from './commands/assess.ts'
import { registerBackup } from './commands/backup.ts'
import { registerChannels } from './commands/channels.ts'
import { registerDeadletters } from './commands/deadletters.ts'
import { registerDeliveries } from './commands/deliveries.ts'
import { registerExplain } from './commands/explain.ts'
import { registerKafka } from './commands/kafka.ts'
import { registerLedger } from './commands/ledger.ts'
import { registerRegistry } from './commands/registry.ts'
import { registerReplay } from './commands/replay.ts'
import { registerReport } from './commands/report.ts'
import { registerRoute } from './commands/route.ts'
import { registerRun } from './commands/run.ts'
import { registerTargets } from './commands/targets.ts'
import { registerToken } from './commands/token.ts'
import type { Surroundings } from './surroundings.ts'

const COMMANDS = [
  registerReplay,
  registerRun,
  registerTargets,
  registerExplain,
  registerAssess,
  registerReport,
  registerAnswers,
  registerRoute,
  registerDeliveries,
  registerChannels,
  registerDeadletters,
  registerRegistry,
  registerBackup,
  registerKafka,
  registerToken,
  registerLedger,
]

/** The `shixu` command. A wrong command line is thrown as commander's own fault. */
export const createProgram = (surroundings: Surroundings): Command => {
  const program = new Command('shixu')
    .description('Watches the annual targets of a government work report: what was promised, what is due by now, what will be missed, and who is told.')
    .version(PACKAGE.version)
    .showHelpAfterError('(see shixu --help)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.output.say(text.trimEnd()),
      writeErr: (text) => surroundings.output.tell(text.trimEnd()),
    })
  for (const register of COMMANDS) register(program, surroundings)
  return program
}
