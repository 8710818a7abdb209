import { readFileSync, statSync } from 'node:fs'
import { CommandFault } from './command-fault.ts'

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file',
  ENOTDIR: 'There is no such file',
  EISDIR: 'This is a folder, and a file is wanted',
  EACCES: 'This file cannot be read: it is not ours to read',
  EPERM: 'This file cannot be read: it is not ours to read',
}

const codeOf = (fault: unknown): string => (fault instanceof Error && 'code' in fault ? String(fault.code) : '')

/** The bytes of a file that a command line names. Throws a `CommandFault` that says what is wrong with it. */
export const readGiven = (path: string, largest: number): Buffer<ArrayBuffer> => {
  try {
    const { size } = statSync(path)
    if (size > largest) throw new CommandFault('usage', `This file is larger than ${largest} bytes: ${path} has ${size}. Cut it into parts.`)
    return readFileSync(path)
  } catch (fault) {
    const words = WORDS[codeOf(fault)]
    throw words === undefined ? fault : new CommandFault('usage', `${words}: ${path}`, { cause: fault })
  }
}
