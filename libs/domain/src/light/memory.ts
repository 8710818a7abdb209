/**
 * What the lights of a year have to remember from one judged period to the next, packed into one small integer, so that a million targets can keep
 * twelve each. Only `light/` looks inside.
 */
export type LightMemory = number

/** Before the first judged period of a year. */
export const FRESH: LightMemory = 0

/** A period was judged before. */
export const READ = 1
/** The light by forecast was red. */
export const RED = 2
/** P(miss) was high enough for red, if the next reading says so too. */
export const HIGH = 4
/** Below pace by Sanya's rule. */
export const BELOW = 8
