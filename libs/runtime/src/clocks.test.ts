import { expect, test } from 'vitest'
import { virtualClock } from './clocks.ts'

test('a replayed day is lived at nine in the morning in Shanghai', () => {
  const clock = virtualClock('2024-01-25')
  expect([clock.today(), new Date(clock.now()).toISOString()]).toEqual(['2024-01-25', '2024-01-25T01:00:00.000Z'])
})

test('the calendar goes on, and never back', () => {
  const clock = virtualClock('2024-01-25')
  clock.set('2024-02-29')
  expect(clock.today()).toBe('2024-02-29')
  expect(() => clock.set('2024-02-28')).toThrow('does not go back')
})
