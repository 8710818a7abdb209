import { createHash } from 'node:crypto'
import { type Command, type CommandGiven, readCommand } from '@shixu/domain'
import type { Seed } from '@shixu/service'
import { bureauProblems } from './bureau-problems.ts'
import { CommandFault } from './command-fault.ts'

/** Looks like the id of a bureau, and not like a person's name. */
const LIKE_AN_ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/u

/** A command with its id, or a fault that says all that is wrong with it. The same one given again on the same day has the same id, and is one. */
export const commandOf = ({ registry }: Seed, given: CommandGiven): Command => {
  const read = readCommand(given)
  const unknown = LIKE_AN_ID.test(given.by) ? bureauProblems(registry, given.by) : []
  if ('problems' in read) throw new CommandFault('usage', [...read.problems, ...unknown].map((problem) => `${given.target.id}: ${problem}`).join('\n'))
  if (unknown.length > 0) throw new CommandFault('usage', unknown.join('\n'))
  const { command } = read
  return { ...command, id: `${command.kind}-${hashOf([command.target, command.by, command.reason, command.until, given.today])}` }
}

const hashOf = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)
