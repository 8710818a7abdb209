import { expect, test } from 'vitest'
import { isMissing, readBound, readCoverage, readMeasure } from './words.ts'

test.each(['', ' ', '\u3000', '-', '—', '——', '－', '…', '……', '..', '/', '无', 'N/A', 'null', 'NaN'])('"%s" holds no figure', (cell) =>
  expect(isMissing(cell)).toBe(true),
)
test.each(['0', '0.0', '-1', '无锡', '--1'])('"%s" is not missing', (cell) => expect(isMissing(cell)).toBe(false))

test('words are known in both languages', () => {
  expect([readCoverage('YTD'), readCoverage(' 累计 '), readMeasure('增速'), readMeasure('share'), readBound('突破'), readBound('预计')]).toEqual(
    ['ytd', 'ytd', 'growth', 'share', 'at-least', 'estimate'].map((value) => ({ value })),
  )
})

test.each([readCoverage('annual'), readMeasure('toString'), readBound('maybe')])('an unknown word is refused, and the known ones are named', (read) => {
  expect(read).toMatchObject({ code: 'unknown-word', reason: expect.stringContaining('known are') })
})
