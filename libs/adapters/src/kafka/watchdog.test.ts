import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createWatchdog } from './watchdog.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('barks once after so long a silence', () => {
  const silences: number[] = []
  const dog = createWatchdog(3_000, (silentMs) => silences.push(silentMs))
  vi.advanceTimersByTime(2_900)
  dog.heard()
  vi.advanceTimersByTime(1_900)
  expect(silences).toEqual([])
  vi.advanceTimersByTime(10_000)
  expect(silences).toEqual([3_000])
})

it('does not count the time in which the process was stopped', () => {
  const silences: number[] = []
  const dog = createWatchdog(3_000, (silentMs) => silences.push(silentMs))
  vi.setSystemTime(Date.now() + 60_000)
  vi.advanceTimersByTime(1_000)
  expect(silences).toEqual([])
  expect(dog.silentMs()).toBe(1_000)
  dog.end()
})
