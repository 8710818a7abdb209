import type { Topic } from '@shixu/domain'
import type { Bell } from './bell.ts'
import type { Records } from './records.ts'

/** A group that runs: the topics that it reads, and the partitions that it has taken and recalled. */
export interface Member {
  readonly reads: readonly Topic[]
  readonly held: Set<number>
}

/** The groups that run now, by name; and what ended those that failed. */
export interface Running {
  readonly members: Map<string, Member>
  readonly failures: Map<string, unknown>
}

export interface SettledQuestion {
  readonly running: Running
  readonly records: Records
  readonly bell: Bell
}

/** Resolves at a moment when each group runs, has recalled its partitions and has processed all that its topics hold. Rejects with what ended one of them, or with the signal's reason. */
export const untilSettled = async (question: SettledQuestion, groups: readonly string[], signal?: AbortSignal): Promise<void> => {
  for (;;) {
    signal?.throwIfAborted()
    for (const group of groups) if (question.running.failures.has(group)) throw question.running.failures.get(group)
    if (groups.every((group) => isSettled(question, group))) return
    await question.bell.wait(signal)
  }
}

const isSettled = ({ running, records }: SettledQuestion, group: string): boolean => {
  const member = running.members.get(group)
  const partitions = partitionsOf(records)
  if (member?.held.size !== partitions.length) return false
  return member.reads.every((topic) => partitions.every((partition) => isAtEnd(records, group, { topic, partition })))
}

const isAtEnd = (records: Records, group: string, place: { topic: Topic; partition: number }): boolean => records.position(group, place) === records.end(place)

const partitionsOf = (records: Records): number[] => Array.from({ length: records.partitions }, (_, partition) => partition)
