import type { Command } from 'commander'
import { assessCases, CaseFault, readCaseFile } from '../assess-cases.ts'
import { CommandFault } from '../command-fault.ts'
import { sayJson } from '../output.ts'
import type { Surroundings } from '../surroundings.ts'

const act = async ({ output }: Surroundings, path: string): Promise<void> => {
  try {
    sayJson(output, assessCases(await readCaseFile(path)))
  } catch (fault) {
    if (fault instanceof CaseFault) throw new CommandFault('problems', `${path}: ${fault.message}`, { cause: fault })
    throw fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
      ? new CommandFault('usage', `There is no file ${path}.`, { cause: fault })
      : fault
  }
}

/** `assess`: verdicts on cases of a file, by the same judgement as everywhere. */
export const registerAssess = (program: Command, surroundings: Surroundings): void => {
  program
    .command('assess')
    .description('judges cases of a file: cumulative figures, history and a target in; probability of a miss, light and forecast out, as JSON Lines')
    .requiredOption('--cases <file>', 'JSON Lines, plain or gzipped')
    .action(({ cases }: { cases: string }) => act(surroundings, cases))
}
