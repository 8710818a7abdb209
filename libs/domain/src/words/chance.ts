/** The lowest probability of a miss at which each phrase is said, and whether the number is that of failing. */
const LEVELS = [
  { from: 0.995, zh: '几乎肯定完不成（可能性99%以上）', en: 'almost certain to be missed (over 99 %)' },
  { from: 0.9, zh: '极可能完不成（可能性约#%）', en: 'very likely to be missed (about # %)' },
  { from: 0.7, zh: '很可能完不成（可能性约#%）', en: 'likely to be missed (about # %)' },
  { from: 0.5, zh: '完不成的可能较大（约#%）', en: 'more likely to be missed than met (about # %)' },
  { from: 0.3, zh: '有可能完不成（可能性约#%）', en: 'may be missed (about # %)' },
  { from: 0.1, zh: '完不成的可能较小（约#%）', en: 'unlikely to be missed (about # %)' },
  { from: 0.01, zh: '基本能够完成（完不成的可能约#%）', en: 'will hardly be missed (about # %)' },
  { from: 0, zh: '基本能够完成（完不成的可能不到1%）', en: 'will hardly be missed (under 1 %)' },
] as const

const level = (pMiss: number) => LEVELS.find(({ from }) => pMiss >= from) ?? LEVELS[LEVELS.length - 1]!

/** Never rounded over the border of its phrase: .898 is 89 %, not 90. */
const percent = (pMiss: number): string => String(Math.floor(pMiss * 100 + 1e-9))

/** How likely a target is to be missed: `极可能完不成（可能性约93%）`. */
export const sayChanceZh = (pMiss: number): string => level(pMiss).zh.replace('#', percent(pMiss))

/** `very likely to be missed (about 93 %)`. */
export const sayChanceEn = (pMiss: number): string => level(pMiss).en.replace('#', percent(pMiss))
