import { expect, test } from 'vitest'
import { createVitals } from './vitals.ts'

test('a process is ready when all is started and every part of it is ready', () => {
  const vitals = createVitals()
  let partitions: string | null = 'has not its partitions'
  vitals.watch({ healthy: () => null, ready: () => partitions })
  expect([vitals.healthy(), vitals.ready()]).toEqual([null, 'has not its partitions'])
  partitions = null
  expect(vitals.ready()).toBe('starting')
  vitals.started()
  expect(vitals.ready()).toBeNull()
})

test('the first failure is told, whatever comes after it', () => {
  const vitals = createVitals()
  vitals.started()
  vitals.failed('the disk is full')
  vitals.failed('and so is the log')
  expect([vitals.healthy(), vitals.ready()]).toEqual(['the disk is full', 'the disk is full'])
})
