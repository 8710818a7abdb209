import { type Day, type Indicator, monthOf, type Period, periodOf, releaseDayOf, type Workdays, yearOf } from '@shixu/domain'
import { isWrong, type Read } from './result.ts'
import { readDay } from './when.ts'
import { isMissing, readPublishedBasis } from './words.ts'

export interface Published {
  readonly published: Day
  readonly publishedBasis: 'stated' | 'assumed'
}

/** What gives the day where the row does not. */
export interface Undated {
  readonly indicator: Indicator
  readonly period: Period
  readonly basis: string
  readonly receivedOn: Day
  readonly rule: 'release-rule' | 'received'
  readonly workdays: Workdays
}

/** What the row itself says of its day. */
export interface PublishedCells {
  readonly day: string
  /** Blank is `stated`. */
  readonly basis: string
}

/** The day that the row states; where it is blank, the day of the release rule, or of receipt if that was earlier: what is here has been published. */
export const readPublished = (cells: PublishedCells, undated: Undated): Read<Published> => {
  if (isMissing(cells.day)) return { value: { published: assumed(undated), publishedBasis: 'assumed' } }
  const day = readDay(cells.day)
  if (isWrong(day)) return day
  const basis: Read<Published['publishedBasis']> = cells.basis === '' ? { value: 'stated' } : readPublishedBasis(cells.basis)
  return isWrong(basis) ? basis : { value: { published: day.value, publishedBasis: basis.value } }
}

/** A level is re-based when the same period of the next year is published beside it. */
const assumed = ({ indicator, period, basis, receivedOn, rule, workdays }: Undated): Day => {
  if (rule === 'received') return receivedOn
  const released = basis === 'revised' ? periodOf(yearOf(period) + 1, monthOf(period)) : period
  const due = releaseDayOf(indicator, released, workdays)
  return due < receivedOn ? due : receivedOn
}
