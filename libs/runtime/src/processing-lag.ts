/** How far a step is behind, by what it has at hand in each partition. Times are milliseconds. */
export interface ProcessingLag {
  /** A batch of a partition is begun, whose newest record was written then; undefined where the log does not say. */
  began(partition: number, writtenAt: number | undefined): void
  /** It is dealt with. A batch that failed is not: it stays at hand until it is tried again. */
  ended(partition: number): void
  /** The partition is someone else's now. */
  released(partition: number): void
  /** Seconds that the newest record of the partition that is the furthest behind has waited, or had waited when it was dealt with a moment ago; 0 where all is dealt with. */
  seconds(): number
}

/** A lag is told a little longer than it lasts: between two batches of many nothing is at hand. */
const TOLD_MS = 5_000

interface AtHand {
  readonly writtenAt: number
  endedAt: number | null
}

export const createProcessingLag = (now: () => number): ProcessingLag => {
  const atHand = new Map<number, AtHand>()
  const secondsOf = ({ writtenAt, endedAt }: AtHand): number => {
    if (endedAt !== null && now() - endedAt > TOLD_MS) return 0
    return Math.max(0, (endedAt ?? now()) - writtenAt) / 1000
  }
  return {
    began: (partition, writtenAt) => {
      if (writtenAt !== undefined) atHand.set(partition, { writtenAt, endedAt: null })
    },
    ended: (partition) => {
      const batch = atHand.get(partition)
      if (batch !== undefined) batch.endedAt = now()
    },
    released: (partition) => void atHand.delete(partition),
    seconds: () => Math.max(0, ...[...atHand.values()].map(secondsOf)),
  }
}
