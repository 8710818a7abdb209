import { readFileSync, statSync } from 'node:fs'
import type { Command } from 'commander'
import { assessCases } from '../assess-cases.ts'
import { CommandFault } from '../command-fault.ts'
import { sayJson } from '../output.ts'
import type { Surroundings } from '../surroundings.ts'

const LARGEST_BYTES = 256 * 1024 * 1024

const bytesOf = (path: string): Uint8Array => {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? {}
  if (size === undefined) throw new CommandFault('usage', `There is no file ${path}.`)
  if (size > LARGEST_BYTES) throw new CommandFault('usage', `${path} is larger than ${LARGEST_BYTES} bytes: split it between two cases.`)
  return readFileSync(path)
}

/** `assess`: verdicts on cases of a file, by the same judgement as everywhere. */
export const registerAssess = (program: Command, { output }: Surroundings): void => {
  program
    .command('assess')
    .description('judges cases of a file: cumulative figures, history and a target in, probability of a miss, light and forecast out')
    .requiredOption('--cases <file>', 'JSON Lines, plain or gzipped')
    .option('--json', 'JSON Lines, which it always writes')
    .action(({ cases }: { cases: string }) => sayJson(output, assessCases(bytesOf(cases))))
}
