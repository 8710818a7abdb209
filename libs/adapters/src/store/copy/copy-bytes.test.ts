import { expect, test } from 'vitest'
import { copyBytes } from './copy-bytes.ts'

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const HEADER = '5047434f50590aff0d0a00' + '00000000' + '00000000'
const END = 'ffff'

test('each cell has its length before it, and null is a length of -1', () => {
  const bytes = copyBytes({ name: 'text', year: 'int4', offset: 'int8', value: 'float8' }, [
    { name: 'a', year: -2, offset: 2 ** 40 + 1, value: 0.5 },
    { year: 3 },
  ])
  const first = '0004' + '0000000161' + '00000004fffffffe' + '000000080000010000000001' + '000000083fe0000000000000'
  const second = '0004' + 'ffffffff' + '0000000400000003' + 'ffffffff' + 'ffffffff'
  expect(hexOf(bytes)).toBe(HEADER + first + second + END)
})

test.each([
  ['nothing', ''],
  ['text beyond ASCII', '武汉🚆'],
  ['long text', 'x'.repeat(10_000)],
  ['long text beyond ASCII', '汉'.repeat(5_000)],
])('%s is written with as many bytes as it has', (_, text) => {
  const bytes = Buffer.from(copyBytes({ text: 'text' }, [{ text }]))
  const length = Buffer.byteLength(text)
  expect(bytes.readInt32BE(HEADER.length / 2 + 2)).toBe(length)
  expect(bytes.subarray(HEADER.length / 2 + 6, -2).toString()).toBe(text)
})

test('no rows are a beginning and an end', () => {
  expect(hexOf(copyBytes({ text: 'text' }, []))).toBe(HEADER + END)
})
