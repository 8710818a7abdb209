import type { Command } from 'commander'
import { assessCases, CaseFault, caseLines } from '../assess-cases.ts'
import { CommandFault } from '../command-fault.ts'
import { sayJson } from '../output.ts'
import { readGiven } from '../read-given.ts'
import { jsonOption, type Surroundings } from '../surroundings.ts'

/** A hundred times the largest set of questions in use; they are all held in memory. */
const LARGEST_BYTES = 512 * 1024 * 1024

const act = async ({ output }: Surroundings, path: string): Promise<void> => {
  try {
    sayJson(output, assessCases(await caseLines(readGiven(path, LARGEST_BYTES), LARGEST_BYTES)))
  } catch (fault) {
    throw fault instanceof CaseFault ? new CommandFault('problems', `${path}: ${fault.message}`, { cause: fault }) : fault
  }
}

/** `assess`: verdicts on cases of a file, by the same judgement as everywhere. */
export const registerAssess = (program: Command, surroundings: Surroundings): void => {
  program
    .command('assess')
    .description('judges cases of a file: cumulative figures, history and a target in; probability of a miss, light and forecast out, as JSON Lines')
    .requiredOption('--cases <file>', 'JSON Lines, plain or gzipped')
    .addOption(jsonOption())
    .action(({ cases }: { cases: string }) => act(surroundings, cases))
}
