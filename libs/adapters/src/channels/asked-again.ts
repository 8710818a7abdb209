import { retryAfterMs } from '../feeds/fetch/retry-after.ts'

/** Whoever says more, or a date in years to come, is not waited for longer: the mistake may be his. */
const LONGEST_MS = 24 * 3_600_000

/** When a far end asks to be tried again by its Retry-After, in milliseconds from `now`. */
export const askedAgainMs = (header: unknown, now: number): number | undefined => {
  const asked = retryAfterMs(header, now)
  return asked === undefined ? undefined : Math.min(LONGEST_MS, asked)
}
