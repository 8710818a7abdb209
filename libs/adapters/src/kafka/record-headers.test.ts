import { expect, it } from 'vitest'
import { newWriter, putBytes, putVarint } from './byte-writer.ts'
import { headerTexts, RecordHeaders } from './record-headers.ts'

/** Headers as they stand in a record. */
const written = (headers: readonly (readonly [string, string | Uint8Array | null])[]): RecordHeaders => {
  const writer = newWriter(1_000)
  putVarint(writer, headers.length)
  for (const [name, value] of headers) {
    putBytes(writer, Buffer.from(name))
    putBytes(writer, typeof value === 'string' ? Buffer.from(value) : value)
  }
  return new RecordHeaders(writer.buffer.subarray(0, writer.at), 0)
}

it('are read by name, and as often as one likes', () => {
  const headers = written([
    ['ce_id', 'x/1'],
    ['content-type', 'application/json'],
    ['ce_type', '类型'],
    ['empty', null],
  ])
  const read = () => headerTexts(headers as never, ['ce_type', 'ce_id', 'none', 'empty'])
  expect(read()).toEqual(['类型', 'x/1', '', ''])
  expect(read()).toEqual(['类型', 'x/1', '', ''])
})

it('of one that is there twice the first counts, and a record may have none', () => {
  const twice = written([
    ['a', '1'],
    ['a', '2'],
  ])
  expect(headerTexts(twice as never, ['a'])).toEqual(['1'])
  expect(headerTexts(written([]) as never, ['a'])).toEqual([''])
})

it('those that are to be written are read the same way', () => {
  expect(headerTexts({ a: Buffer.from('1'), b: ['2', '3'] }, ['a', 'b', 'c'])).toEqual(['1', '2', ''])
})

it('what was read before is known again by its bytes alone, and beyond ASCII never', () => {
  const type = (value: string | Uint8Array) => headerTexts(written([['t', value]]) as never, ['t'])
  expect([type('é'), type(Buffer.from([0xe9])), type('abc'), type('abd'), type('ab'), type('abc')].flat()).toEqual(['é', '\ufffd', 'abc', 'abd', 'ab', 'abc'])
})
