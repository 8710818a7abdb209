import { dayWord } from '../words.ts'

const MEASURES: ReadonlySet<unknown> = new Set(['level', 'growth', 'share', 'done'])
const COVERAGES: ReadonlySet<unknown> = new Set(['ytd', 'month', 'quarter', 'point'])
const BOUNDS: ReadonlySet<unknown> = new Set(['exact', 'at-least', 'about', 'estimate'])
const PUBLISHED_BASES: ReadonlySet<unknown> = new Set(['stated', 'assumed'])
const ID = /^[^/\s]{1,80}$/u
const PERIOD = /^\d{4}-(?:0[1-9]|1[0-2])$/u
const REQUIRED = 14

/** Days that have been found to be days. There are few, and records are many. */
const days = new Set<string>()
const MOST_DAYS = 10_000

const isDay = (value: unknown): boolean => {
  if (typeof value !== 'string') return false
  if (days.has(value)) return true
  if (!dayWord.safeParse(value).success) return false
  if (days.size < MOST_DAYS) days.add(value)
  return true
}

const isId = (value: unknown): boolean => typeof value === 'string' && ID.test(value)
const isText = (value: unknown): boolean => typeof value === 'string'

/** Of those that may be missing, how many are there; not a number where one of them is not what it should be. */
const countOptional = ({ doneOn, reportedBy, evidence }: Readonly<Record<string, unknown>>): number => {
  const isWrong = (doneOn !== undefined && !isDay(doneOn)) || (reportedBy !== undefined && !isText(reportedBy)) || (evidence !== undefined && !isText(evidence))
  return isWrong ? Number.NaN : Number(doneOn !== undefined) + Number(reportedBy !== undefined) + Number(evidence !== undefined)
}

const countKeys = (record: object): number => {
  let count = 0
  for (const _ in record) count += 1
  return count
}

/**
 * Whether parsed JSON is an observation just as `observationSchema` would hand it on, with no key beyond those. Where it says no, the schema decides, and says what is wrong. Written by hand
 * because a recall reads millions of these: it takes a tenth of the schema's time, and makes no copy. A test holds it against the schema.
 */
export const isPlainObservation = (json: unknown): boolean => {
  if (typeof json !== 'object' || json === null) return false
  const it = json as Readonly<Record<string, unknown>>
  return areWordsRight(it) && areTextsRight(it) && areNumbersRight(it) && countKeys(it) === REQUIRED + countOptional(it)
}

const areWordsRight = ({ region, indicator, period, measure, coverage, bound, published, publishedBasis }: Readonly<Record<string, unknown>>): boolean =>
  isId(region) &&
  isId(indicator) &&
  typeof period === 'string' &&
  PERIOD.test(period) &&
  MEASURES.has(measure) &&
  COVERAGES.has(coverage) &&
  BOUNDS.has(bound) &&
  isDay(published) &&
  PUBLISHED_BASES.has(publishedBasis)

const areTextsRight = ({ unit, written, basis, source }: Readonly<Record<string, unknown>>): boolean =>
  isText(unit) && isText(written) && isText(basis) && isText(source)

const areNumbersRight = ({ value, step }: Readonly<Record<string, unknown>>): boolean => Number.isFinite(value) && Number.isFinite(step) && (step as number) > 0
