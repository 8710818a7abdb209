import { FeedFault } from '@shixu/adapters/feeds'
import { KafkaFault } from '@shixu/adapters/kafka'
import { StoreFault } from '@shixu/adapters/store'
import { EnvironmentFault, ListenFault, sayCauses } from '@shixu/runtime'
import { RegistryFault } from '@shixu/service'
import { CommanderError } from 'commander'
import { CommandFault } from './command-fault.ts'
import { EXIT } from './exit-codes.ts'
import { type Output, processOutput } from './output.ts'
import { createProgram } from './program.ts'
import { readSettings } from './settings.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What is given to the program is wrong. */
const USAGE = [EnvironmentFault, ListenFault]

/** What a fault ends the process with, and what is said of it: a stack only where the fault is ours. */
const verdictOf = (fault: unknown): { readonly exit: number; readonly say: string | null } => {
  if (fault instanceof CommanderError) return { exit: fault.exitCode === 0 ? EXIT.ok : EXIT.usage, say: null }
  if (fault instanceof CommandFault) return { exit: fault.exit, say: fault.message }
  if (fault instanceof RegistryFault) return { exit: fault.code === 'unknown' ? EXIT.usage : EXIT.problems, say: fault.message }
  if (USAGE.some((kind) => fault instanceof kind)) return { exit: EXIT.usage, say: (fault as Error).message }
  if (fault instanceof FeedFault) return { exit: EXIT.problems, say: fault.message }
  if (fault instanceof KafkaFault) return { exit: EXIT.state, say: sayCauses(fault) }
  if (fault instanceof StoreFault) return { exit: fault.code === 'processor-failed' ? EXIT.fault : EXIT.state, say: sayCauses(fault) }
  return { exit: EXIT.fault, say: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }
}

/** Carries out one command line, as `process.argv` has it, and answers the exit code. */
export const runCommand = async (argv: readonly string[], environment: Environment, output: Output = processOutput()): Promise<number> => {
  try {
    await createProgram({ settings: readSettings(environment), output, environment }).parseAsync(argv)
    return EXIT.ok
  } catch (fault) {
    const { exit, say } = verdictOf(fault)
    if (say !== null) output.tell(`shixu: ${say}`)
    return exit
  } finally {
    output.end()
  }
}
