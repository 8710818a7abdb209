/**
 * What the lights of a year have to remember from one judged period to the next, packed into one small integer, so that a million targets can keep
 * twelve each. Only `light/` looks inside.
 */
export type LightMemory = number

/** Before the first judged period of a year. */
export const FRESH: LightMemory = 0
