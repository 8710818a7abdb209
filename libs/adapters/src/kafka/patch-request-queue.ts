import { createRequire } from 'node:module'

/** As far as the patch knows kafkajs' queue of requests of one connection. */
interface RequestQueue {
  readonly pending: readonly unknown[]
  readonly throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null
  checkPendingRequests(): void
  scheduleCheckPendingRequests(): void
}

const CHECK_AGAIN_MS = 10
let patched = false

/**
 * kafkajs 2.2.4 looks at its queue again after `throttledUntil - now`, which is a negative number unless the broker throttles, and does so for ever, whether anything waits or not:
 * each connection wakes up every millisecond, and Node 24 and later print `TimeoutNegativeWarning` (tulios/kafkajs #1751, #1755, #1768).
 * With the patch it looks again only while something waits.
 */
export const patchRequestQueue = (): void => {
  if (patched) return
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as { prototype: RequestQueue }
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return
    const throttledMs = this.throttledUntil - Date.now()
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null
        this.checkPendingRequests()
      },
      throttledMs > 0 ? throttledMs : CHECK_AGAIN_MS,
    )
  }
  patched = true
}
