import { type Column, exactly, isKnown, MONTHS, put } from './column.ts'

interface Sums {
  readonly level: Column
  readonly month: Column
  readonly quarter: Column
}

/** Fills the year to date from single months and quarters where it is not published itself. Only exact figures are added up. */
export function accumulate(sums: Sums): void {
  for (let at = 0; at < MONTHS; at++) {
    if (isKnown(sums.level, at)) continue
    if (!addUp(sums, at, { single: sums.month, span: 1 }) && at % 3 === 2) addUp(sums, at, { single: sums.quarter, span: 3 })
  }
}

function addUp({ level }: Sums, at: number, { single, span }: { readonly single: Column; readonly span: number }): boolean {
  const before = at % 12 < span ? 0 : exactly(level, at - span)
  const sum = before + exactly(single, at)
  if (Number.isNaN(sum)) return false
  put(level, at, { value: sum, isExact: true, step: single.step[at]!, published: single.published[at]!, slot: single.slot[at]! })
  return true
}
