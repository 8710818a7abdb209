/** Whom an answer is for: Chinese unless English is asked for before it. */
export type Language = 'zh' | 'en'

interface Wish {
  readonly language: Language | null
  readonly weight: number
}

const wishOf = (part: string): Wish => {
  const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
  const weight = Number(/^\s*q=([\d.]+)/u.exec(parameters.join(';'))?.[1] ?? 1)
  const language = /^zh\b/u.test(tag) ? 'zh' : /^en\b/u.test(tag) ? 'en' : null
  return { language, weight: Number.isFinite(weight) ? weight : 0 }
}

/** By `Accept-Language` (RFC 9110, 12.5.4). */
export const languageOf = (accepted: string | undefined): Language => {
  const wishes = (accepted ?? '').slice(0, 200).split(',').map(wishOf)
  const best = wishes.reduce<Wish>((first, each) => (each.language !== null && each.weight > first.weight ? each : first), { language: null, weight: 0 })
  return best.language ?? 'zh'
}
