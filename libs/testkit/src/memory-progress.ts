import type { Part, Progress } from '@shixu/pipeline/ports'

/** A progress for tests, which has passed the same contract as the real one. `disk` outlives it. */
export const createMemoryProgress = (disk: Map<string, string> = new Map()): Progress => {
  const keyOf = ({ channel, message }: Parameters<Progress['keep']>[0]): string => JSON.stringify([channel, message])
  return {
    begin: async (of, parts) => {
      const kept = disk.get(keyOf(of)) ?? JSON.stringify(parts)
      disk.set(keyOf(of), kept)
      return JSON.parse(kept) as Part[]
    },
    keep: async (of, parts) => {
      disk.set(keyOf(of), JSON.stringify(parts))
    },
  }
}
