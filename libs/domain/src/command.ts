import type { Day } from './period.ts'
import type { TargetKey } from './target.ts'

/** What a person told the system: he knows of it and promises it by a day, or wants no word of it until then. */
export interface Command {
  readonly id: string
  readonly kind: 'acknowledge' | 'silence'
  readonly target: TargetKey
  readonly by: string
  readonly reason: string
  readonly until: Day
}
