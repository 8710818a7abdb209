import { blend } from '../forecast/blend.ts'
import { layYear } from '../forecast/course.ts'
import type { Outlook } from '../forecast/outlook.ts'
import { studentT5, T5_80 } from '../forecast/student-t.ts'
import { exactly, THIS_YEAR } from '../series/column.ts'
import type { Known } from './known.ts'

/** Past growth beyond this (as a logarithm) is a new thing starting or an old one ending, and will not go on. */
const MOST_GROWTH = 0.5

/** The year's sum against the least that it must come to (or the most, with `sign` -1), on this year's basis; null with fewer than two full years of history. */
export function blended(known: Known, { month, bar, sign }: { readonly month: number; readonly bar: number; readonly sign: number }): Outlook | null {
  const { course, figures, basis, past } = known
  if (!layYear(course, { level: figures.level, basis, month })) return null
  const growth = past.count > 0 ? Math.log(1 + past.median / 100) : 0
  const rest = blend(course, Math.max(-MOST_GROWTH, Math.min(MOST_GROWTH, growth)))
  if (rest === null) return null
  const done = exactly(figures.level, THIS_YEAR + month - 1)
  const endAt = (sds: number): number => done + Math.exp(rest.log + sds * rest.sd)
  const short = bar > done ? studentT5((Math.log(bar - done) - rest.log) / rest.sd) : 0
  return { end: endAt(0), low: endAt(-T5_80), high: endAt(T5_80), pMiss: sign > 0 ? short : 1 - short, method: 'blend', hasHistory: true }
}
