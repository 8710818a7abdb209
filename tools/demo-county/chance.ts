/** The same numbers on every machine, from a seed (mulberry32, by T. Ettinger, public domain). */
export interface Chance {
  /** From 0 up to, but not including, 1. */
  fraction(): number
  /** About normal, mean 0, deviation 1: the sum of twelve fractions less six. */
  normal(): number
  /** A whole number, both ends included. */
  whole(from: number, to: number): number
}

export function chanceOf(seed: number): Chance {
  let state = seed
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const normal = () => Array.from({ length: 12 }, fraction).reduce((sum, each) => sum + each, -6)
  return { fraction, normal, whole: (from, to) => from + Math.floor(fraction() * (to - from + 1)) }
}
