import { expect, test } from 'vitest'
import { cursorAfter, readCursor } from './cursor.ts'

const KINDS = ['text', 'number'] as const
const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('a cursor leads back to the row that it was made of', () => {
  expect(readCursor(cursorAfter(['420100', 2024]), KINDS)).toEqual(['420100', 2024])
  expect(readCursor(undefined, KINDS)).toBeNull()
})

test.each([
  ['AAAA'],
  [forged(['420100'])],
  [forged([2024, '420100'])],
  [forged(['a\u0000', 1])],
  [forged(['a', 1.5])],
  [forged(['a', 2 ** 40])],
  [forged({ 0: 'a' })],
])('what was not made here leads nowhere: %s', (cursor) => {
  expect(() => readCursor(cursor, KINDS)).toThrow('No such page')
})
