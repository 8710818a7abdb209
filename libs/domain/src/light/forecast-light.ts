import type { Light, ReasonCode } from '../assessment.ts'
import { HIGH, type LightMemory, READ, RED } from './memory.ts'

/** What a period's light by forecast depends on. */
export interface Weighed {
  /** null where nothing can be foretold: the light goes by the line alone. */
  readonly pMiss: number | null
  /** Below the pace line, beyond rounding. */
  readonly behind: boolean
  readonly reached: boolean
  readonly hasHistory: boolean
}

/** A light, why, and what is to be remembered. */
export interface Lit {
  readonly light: Light
  readonly code: ReasonCode
  readonly memory: LightMemory
}

const NEAR_CERTAIN = 0.9
const LIKELY_TWICE = 0.7
const LIKELY = 0.5

/** The rules, in order; the first that holds decides. */
const RULES: readonly {
  readonly holds: (p: number, weighed: Weighed, before: LightMemory) => boolean
  readonly light: Light
  readonly code: ReasonCode
}[] = [
  { holds: (p, { reached }) => reached && p < LIKELY, light: 'green', code: 'reached' },
  { holds: (_, { reached }) => reached, light: 'yellow', code: 'miss-likely' },
  { holds: (p, { hasHistory }, before) => p >= NEAR_CERTAIN && !hasHistory && (before & READ) === 0, light: 'yellow', code: 'first-reading' },
  { holds: (p) => p >= NEAR_CERTAIN, light: 'red', code: 'miss-near-certain' },
  { holds: (p, _, before) => p >= LIKELY_TWICE && (before & HIGH) !== 0, light: 'red', code: 'miss-likely-twice' },
  { holds: (p, _, before) => p >= LIKELY && (before & RED) !== 0, light: 'red', code: 'still-red' },
  { holds: (_, __, before) => (before & RED) !== 0, light: 'yellow', code: 'just-released' },
  { holds: (p, { pMiss }) => pMiss !== null && p >= LIKELY, light: 'yellow', code: 'miss-likely' },
  { holds: (_, { behind }) => behind, light: 'yellow', code: 'below-line' },
  { holds: () => true, light: 'green', code: 'on-pace' },
]

/** The light of one more period, after those that `before` remembers. */
export function forecastLight(weighed: Weighed, before: LightMemory): Lit {
  // Below the line without a forecast: not good enough to release a red, not bad enough to raise one.
  const p = weighed.pMiss ?? (weighed.behind ? LIKELY : 0)
  const { light, code } = RULES.find(({ holds }) => holds(p, weighed, before)) ?? RULES.at(-1)!
  return { light, code, memory: READ | (light === 'red' ? RED : 0) | (p >= LIKELY_TWICE ? HIGH : 0) }
}
