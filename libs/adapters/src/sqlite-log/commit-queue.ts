import type { Commit } from './records.ts'

interface Waiting {
  readonly commit: Commit
  resolve(): void
  reject(error: unknown): void
}

export interface CommitQueue {
  /** Resolves when it is durable. */
  push(commit: Commit): Promise<void>
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>
}

/** A sync to disk costs far more than a row, so all that waits at the end of a turn of the event loop is written and synced together. */
export const createCommitQueue = (write: (commits: readonly Commit[]) => void): CommitQueue => {
  let waiting: Waiting[] = []

  const flush = (): void => {
    const batch = waiting
    waiting = []
    try {
      write(batch.map((each) => each.commit))
    } catch (error) {
      for (const each of batch) each.reject(error)
      return
    }
    for (const each of batch) each.resolve()
  }

  return {
    push: (commit) =>
      new Promise((resolve, reject) => {
        if (waiting.push({ commit, resolve, reject }) === 1) setImmediate(flush)
      }),
    idle: () => new Promise((resolve) => setImmediate(resolve)),
  }
}
