import type { FeedFaultCode } from '../fault.ts'

/** What an answer means for a feed, by its status. `document` and `unchanged` are what is hoped for. */
export const meaningOf = (status: number): 'document' | 'unchanged' | 'redirect' | FeedFaultCode => {
  if (status === 200) return 'document'
  if (status === 304) return 'unchanged'
  if ([301, 302, 303, 307, 308].includes(status)) return 'redirect'
  if ([429, 503].includes(status)) return 'busy'
  if ([401, 403, 407, 451].includes(status)) return 'denied'
  if ([404, 410].includes(status)) return 'not-found'
  return status >= 500 || status === 408 || status === 425 ? 'server-error' : 'unexpected-status'
}
