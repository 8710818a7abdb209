/** What a Retry-After header asks for, in milliseconds from `now`; undefined where it says nothing that can be read. RFC 9110, 10.2.3: seconds, or a date. */
export const retryAfterMs = (header: unknown, now: number): number | undefined => {
  if (typeof header !== 'string') return undefined
  const text = header.trim()
  if (/^\d{1,9}$/u.test(text)) return Number(text) * 1000
  const date = /^[A-Z][a-z]{2},/u.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
