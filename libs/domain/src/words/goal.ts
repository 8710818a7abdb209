import type { Comparator, Target } from '../target.ts'
import { sayFigureZh } from './figure.ts'
import { sayDayZh } from './period.ts'

const FRAME: Readonly<Record<Comparator, readonly [before: string, after: string]>> = {
  'at-least': ['', ''],
  above: ['超过', ''],
  about: ['', '左右'],
  'at-most': ['不超过', ''],
}

/** What was promised: `增长8%`, `超过50万辆`, `25万户左右`, `力争12%`, `2024年9月30日前完成`; with what is counted where the report says so. Null where nothing is. */
export function sayGoalZh({ kind, comparator, firmness, valueExpanded, unitExpanded, qualifier, due }: Target): string | null {
  if (kind === 'milestone') return due === null ? null : `${sayDayZh(due)}前完成`
  if (valueExpanded === null || unitExpanded === null) return null
  const [before, after] = FRAME[comparator ?? 'at-least']
  return `${firmness === 'strive' ? '力争' : ''}${before}${sayFigureZh(valueExpanded, kind, unitExpanded)}${after}${qualifier === null ? '' : `（${qualifier}）`}`
}
