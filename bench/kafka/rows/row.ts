import type { Ground } from '../ground.ts'

export interface Asked {
  /** How many regions of 76 targets; each row has its own number where none is asked for. */
  readonly regions: number | undefined
  readonly rounds: number
  /** How many evaluators share the work, where a row can have several. */
  readonly evaluators: number
}

/** One line of the table: what it needs, measured and said. */
export type Row = (ground: Ground, asked: Asked) => Promise<void>

/** The rounds, one after the other, so that both sides meet the same weather. */
export const inRounds = async <T>(rounds: number, once: (round: number) => Promise<T>): Promise<T[]> => {
  const all: T[] = []
  for (let round = 0; round < rounds; round += 1) all.push(await once(round))
  return all
}
