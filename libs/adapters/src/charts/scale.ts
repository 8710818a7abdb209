import type { Curve, Target } from '@shixu/domain'

/** What an axis is counted in: values are divided by `factor`, and `unit` says so: 亿元. */
export interface Scale {
  readonly factor: number
  readonly unit: string
}

const WORDS = [
  { factor: 1e12, word: '万亿' },
  { factor: 1e8, word: '亿' },
  { factor: 1e4, word: '万' },
] as const

/** The largest multiplier that leaves the goal at least one whole, as officials write it; per cent has none. */
export function scaleOf({ kind, unitExpanded }: Pick<Target, 'kind' | 'unitExpanded'>, { goal, thisYear, lastYear }: Curve): Scale {
  if (kind === 'growth' || kind === 'share') return { factor: 1, unit: '%' }
  const largest = Math.max(...[goal, ...thisYear, ...lastYear].map((value) => Math.abs(value ?? 0)))
  const { factor, word } = WORDS.find((each) => largest >= each.factor) ?? { factor: 1, word: '' }
  return { factor, unit: `${word}${unitExpanded ?? ''}` }
}

/** A value as it stands beside a line: at most four digits, none of them an idle zero. */
export function short(value: number): string {
  const digits = Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? 1 : 2
  return String(Number(value.toFixed(digits)))
}
