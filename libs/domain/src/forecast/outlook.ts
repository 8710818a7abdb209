import type { Method } from '../assessment.ts'

/** Where the year will end, in the target's unit, with its 80 % range, and how likely it is to miss. */
export interface Outlook {
  readonly end: number
  readonly low: number
  readonly high: number
  readonly pMiss: number
  readonly method: Method
  /** False where the series' own past says nothing: labelled 无历史, and never red from a first reading alone. */
  readonly hasHistory: boolean
}
