import { type Column, exactly, isExact, put, THIS_YEAR, YEARS } from '../series/column.ts'

/** A difference between levels and published growth that is a revision and not the noise of rounding. */
const TOLERANCE = 0.005

/** By what earlier levels have to be multiplied, so that levels and published growth say the same. */
export interface Basis {
  /** For every year of a column: what puts its levels on the basis of the year before the target's. */
  readonly ofYear: Float64Array
  /** For every month of the target's year, as it was known by the figures up to that month: what puts last year's basis on this year's. 1 where nothing was revised. */
  readonly thisYear: Float64Array
}

export const createBasis = (): Basis => ({ ofYear: new Float64Array(YEARS), thisYear: new Float64Array(12) })

interface Published {
  readonly level: Column
  readonly growth: Column
}

/** Finds the revisions, and fills this year's levels where only growth and last year's level are known. */
export function rebase(basis: Basis, published: Published): void {
  basis.ofYear.fill(1)
  basis.thisYear.fill(1)
  if (!published.growth.used) return
  for (let year = YEARS - 2; year > 0; year--) {
    basis.ofYear[year - 1] = basis.ofYear[year]! * revisionAt(published, year * 12 + 11, 1)
  }
  let revision = 1
  for (let month = 0; month < 12; month++) {
    const at = THIS_YEAR + month
    revision = revisionAt(published, at, revision)
    basis.thisYear[month] = revision
    fillFromGrowth(published, at, revision)
  }
}

/** The factor that a month's level and growth ask of the levels a year before; `otherwise` where they cannot be compared. */
function revisionAt({ level, growth }: Published, at: number, otherwise: number): number {
  if (!(isExact(level, at) && isExact(growth, at))) return otherwise
  const now = level.value[at]!
  const before = exactly(level, at - 12)
  const grown = 1 + growth.value[at]! / 100
  if (!(now > 0 && before > 0 && grown > 0)) return otherwise
  const factor = now / (grown * before)
  const rounding = growth.step[at]! / 200 / grown + level.step[at]! / 2 / now + level.step[at - 12]! / 2 / before
  return Math.abs(factor - 1) > Math.max(TOLERANCE, rounding) ? factor : 1
}

function fillFromGrowth({ level, growth }: Published, at: number, revision: number): void {
  if (isExact(level, at) || !isExact(growth, at)) return
  const before = exactly(level, at - 12) * revision
  if (!(before > 0)) return
  put(level, at, {
    value: before * (1 + growth.value[at]! / 100),
    isExact: true,
    step: (before * growth.step[at]!) / 100,
    published: growth.published[at]!,
    slot: growth.slot[at]!,
  })
}
