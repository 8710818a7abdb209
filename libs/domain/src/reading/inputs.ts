import type { Input } from '../assessment.ts'
import { type Column, isExact, MONTHS, THIS_YEAR } from '../series/column.ts'
import type { Figures } from '../series/figures.ts'
import { COVERAGES, dayOfStamp, isAssumed, MEASURES, monthName, unmarked } from '../series/vintage.ts'

/** The figures that decide: this period's own, and last year's that it is measured by. The longer history is the series itself. */
export function inputsOf(figures: Figures, month: number, own: readonly Column[]): readonly Input[] {
  const at = THIS_YEAR + month - 1
  const inputs = own.map((column) => inputAt(figures, column, at))
  if (own.includes(figures.level)) {
    if (month < 12 && isExact(figures.level, at - 12)) inputs.push(inputAt(figures, figures.level, at - 12))
    if (isExact(figures.level, MONTHS - 13)) inputs.push(inputAt(figures, figures.level, MONTHS - 13))
  }
  return inputs
}

const ASSUMED = { publishedBasis: 'assumed' } as const

/** As published: what was made from growth or added up is named by what it was made from. */
function inputAt(figures: Figures, column: Column, at: number): Input {
  const slot = column.slot[at]!
  const measure = MEASURES[(slot >> 2) & 3]!
  const coverage = COVERAGES[slot & 3]!
  const source = measure === 'growth' ? figures.growth : coverage === 'month' ? figures.month : coverage === 'quarter' ? figures.quarter : column
  const marked = column.published[at]!
  const published = dayOfStamp(unmarked(marked))
  return { period: monthName(figures.base + at), measure, coverage, value: source.value[at]!, published, ...(isAssumed(marked) && ASSUMED) }
}
