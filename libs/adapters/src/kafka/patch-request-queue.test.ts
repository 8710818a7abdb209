import { createRequire } from 'node:module'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { patchRequestQueue } from './patch-request-queue.ts'

interface Queue {
  throttledUntil: number
  push(request: { entry: { correlationId: number }; expectResponse: boolean; sendRequest: () => void }): void
  checkPendingRequests(): void
  destroy(): void
}

const createQueue = (): Queue => {
  patchRequestQueue()
  const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as new (options: object) => Queue
  return new RequestQueue({
    maxInFlightRequests: null,
    requestTimeout: 1_000,
    enforceRequestTimeout: false,
    clientId: '',
    broker: '',
    logger: { debug: () => undefined },
  })
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('a queue in which nothing waits sets no timer', () => {
  createQueue().checkPendingRequests()
  expect(vi.getTimerCount()).toBe(0)
})

it('a request that the broker’s throttle holds back is sent when that is over, and never after a negative time', () => {
  const queue = createQueue()
  const timer = vi.spyOn(globalThis, 'setTimeout')
  const sent: number[] = []
  queue.throttledUntil = Date.now() + 500
  queue.push({ entry: { correlationId: 1 }, expectResponse: true, sendRequest: () => sent.push(1) })
  vi.advanceTimersByTime(499)
  expect(sent).toEqual([])
  vi.advanceTimersByTime(20)
  expect(sent).toEqual([1])
  expect(timer.mock.calls.every(([, ms]) => (ms ?? 0) >= 0)).toBe(true)
  expect(vi.getTimerCount()).toBe(0)
})
