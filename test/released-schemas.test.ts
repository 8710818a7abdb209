import { compareReleased, EXAMPLES, encodeEvent, presentSchemas } from '@shixu/contracts'
import { EVENT_TYPES } from '@shixu/domain'
import { expect, test } from 'vitest'
import { readReleased } from '../tools/released.ts'

const released = readReleased()

test('nothing that was released breaks: events that lie in the log are read on, and readers of before find what they need', () => {
  expect(compareReleased(released).breaks).toEqual([])
})

test('every type that is written has been released; if not: npm run schemas:release', () => {
  expect([...presentSchemas().keys()].filter((file) => !released.has(file))).toEqual([])
})

test('a released type that is gone, and a field that has to be there now, are refused with what to do', () => {
  const day = 'shixu.day-began.v1.schema.json'
  const older = new Map([
    ['shixu.weather-seen.v1.schema.json', { type: 'object' }],
    [day, { ...presentSchemas().get(day), required: [] }],
  ])
  expect(compareReleased(older).breaks).toEqual([
    'shixu.weather-seen.v1: is gone, and events of it lie in the log; give the type a new version beside this one, and keep reading the old',
    'shixu.day-began.v1: events of before need not have it: /day: must be there; give the type a new version beside this one, and keep reading the old',
  ])
})

test('the names of the files are those of the wire', () => {
  expect(new Set(presentSchemas().keys())).toEqual(new Set(EVENT_TYPES.map((type) => `${encodeEvent(EXAMPLES[type]).type}.schema.json`)))
})
