import { say, type WordingKey, type Words } from '../notice/wording.ts'

/** The lowest probability of a miss at which each phrase is said, and whether the number is that of failing. */
const LEVELS = [
  { from: 0.995, zh: 'chance-99', en: 'almost certain to be missed (over 99 %)' },
  { from: 0.9, zh: 'chance-90', en: 'very likely to be missed (about # %)' },
  { from: 0.7, zh: 'chance-70', en: 'likely to be missed (about # %)' },
  { from: 0.5, zh: 'chance-50', en: 'more likely to be missed than met (about # %)' },
  { from: 0.3, zh: 'chance-30', en: 'may be missed (about # %)' },
  { from: 0.1, zh: 'chance-10', en: 'unlikely to be missed (about # %)' },
  { from: 0.01, zh: 'chance-1', en: 'will hardly be missed (about # %)' },
  { from: 0, zh: 'chance-0', en: 'will hardly be missed (under 1 %)' },
] as const satisfies readonly { readonly from: number; readonly zh: WordingKey; readonly en: string }[]

const level = (pMiss: number) => LEVELS.find(({ from }) => pMiss >= from) ?? LEVELS[LEVELS.length - 1]!

/** Never rounded over the border of its phrase: .898 is 89 %, not 90. */
const percent = (pMiss: number): string => String(Math.floor(pMiss * 100 + 1e-9))

/** How likely a target is to be missed: `极可能完不成（可能性约93%）`. */
export const sayChanceZh = (pMiss: number, words: Words = {}): string => say(words, level(pMiss).zh, { 百分比: percent(pMiss) })

/** `very likely to be missed (about 93 %)`. */
export const sayChanceEn = (pMiss: number): string => level(pMiss).en.replace('#', percent(pMiss))
