import { expect, test } from 'vitest'
import { StoreFault } from '../store-fault.ts'
import { isAway } from './is-away.ts'

const coded = (code: string): Error => Object.assign(new Error('x'), { code })

test.each<[string, unknown, boolean]>([
  ['nobody listens', coded('ECONNREFUSED'), true],
  ['nobody listens on any of its addresses', new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]), true],
  ['the server is starting', coded('57P03'), true],
  ['no answer came in time', new Error('timeout exceeded when trying to connect'), true],
  ['the same beneath a fault of ours', new StoreFault('migration-failed', 'database', coded('ECONNREFUSED')), true],
  ['a wrong password', coded('28P01'), false],
  ['no such database', coded('3D000'), false],
  ['tables of a newer version', new StoreFault('schema-newer', 'database'), false],
  ['no error', 'ECONNREFUSED', false],
])('%s: away %j', (_, thrown, expected) => {
  expect(isAway(thrown)).toBe(expected)
})
