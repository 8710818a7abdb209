import { expect, test } from 'vitest'
import { createProcessingLag } from './processing-lag.ts'

const clock = () => {
  let time = 1_000_000
  return {
    now: () => time,
    pass: (seconds: number) => {
      time += seconds * 1000
    },
  }
}

test('a step that has dealt with everything is not behind, however old the newest record was', () => {
  const { now, pass } = clock()
  const lag = createProcessingLag(now)
  expect(lag.seconds()).toBe(0)
  lag.began(0, now() - 90_000)
  lag.ended(0)
  expect(lag.seconds()).toBe(90)
  pass(6)
  expect(lag.seconds()).toBe(0)
})

test('what is at hand grows older until it is dealt with, and through its failures', () => {
  const { now, pass } = clock()
  const lag = createProcessingLag(now)
  lag.began(0, now())
  pass(40)
  expect(lag.seconds()).toBe(40)
  lag.began(0, now() - 40_000) // it failed, and is tried again
  pass(20)
  expect(lag.seconds()).toBe(60)
})

test('the partition that is the furthest behind is told, and none that is given away', () => {
  const { now, pass } = clock()
  const lag = createProcessingLag(now)
  lag.began(0, now() - 5_000)
  lag.began(1, now() - 70_000)
  pass(10)
  expect(lag.seconds()).toBe(80)
  lag.released(1)
  expect(lag.seconds()).toBe(15)
})

test('a log that does not say when a record was written leaves the lag as it is', () => {
  const { now } = clock()
  const lag = createProcessingLag(now)
  lag.began(0, undefined)
  lag.ended(0)
  expect(lag.seconds()).toBe(0)
})
