import { type Command, commandGiven } from '@shixu/domain'
import type { Seed } from '@shixu/service'
import { isClustered, tellCluster } from './cluster/tell-cluster.ts'
import { CommandFault } from './command-fault.ts'
import { handInAll } from './spool/hand-in.ts'
import type { Surroundings } from './surroundings.ts'

/** Makes commands facts: through whoever holds the state, or on the cluster where the settings name one. Says what came of each. */
export const giveCommands = async (
  surroundings: Surroundings,
  { seed, commands }: { readonly seed: Seed; readonly commands: readonly Command[] },
): Promise<void> => {
  if (isClustered(surroundings)) {
    await tellCluster(surroundings, commands.map(commandGiven))
    for (const command of commands) surroundings.output.say(lineOf(command, 'appended'))
    return
  }
  const ran = await handInAll(surroundings, { seed, errands: commands.map((command) => ({ errand: 'command', command })) })
  const lines = commands.map((command, index) => ({ done: ran[index]?.done === true, line: lineOf(command, ran[index]?.said ?? '') }))
  for (const { done, line } of lines) if (done) surroundings.output.say(line)
  const refused = lines.flatMap(({ done, line }) => (done ? [] : [line]))
  if (refused.length > 0) throw new CommandFault('problems', refused.join('\n'))
}

const DONE = { acknowledge: 'acknowledged', silence: 'silenced' } as const

const lineOf = ({ kind, target, until }: Command, said: string): string => `${target} ${DONE[kind]} until ${until}: ${said}`
