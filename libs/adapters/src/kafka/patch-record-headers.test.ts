import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { headerTexts, patchRecordHeaders, RecordHeaders } from './patch-record-headers.ts'

const require = createRequire(import.meta.url)

/** As a broker would send it: kafkajs' own encoder writes the record, its own decoder reads it. */
const readBack = (headers: Record<string, string | string[]>) => {
  patchRecordHeaders()
  const Record = require('kafkajs/src/protocol/recordBatch/record/v0/index.js') as (record: object) => { buffer: Buffer }
  const Decoder = require('kafkajs/src/protocol/decoder.js') as new (buffer: Buffer) => { readVarIntBytes(): Buffer }
  const decode = require('kafkajs/src/protocol/recordBatch/record/v0/decoder.js') as (
    decoder: object,
    context: object,
  ) => { headers: unknown; value: Buffer; key: Buffer }
  const { buffer } = Record({ key: Buffer.from('k'), value: Buffer.from('v'), headers, offsetDelta: 0, timestampDelta: 0 })
  return decode(new Decoder(new Decoder(buffer).readVarIntBytes()), { firstOffset: '0', firstTimestamp: '0' })
}

it('headers stay bytes until they are asked for, by name and as often as one likes', () => {
  const { headers, key, value } = readBack({ ce_id: 'x/1', 'content-type': 'application/json', ce_type: '类型' })
  expect(headers).toBeInstanceOf(RecordHeaders)
  expect([String(key), String(value)]).toEqual(['k', 'v'])
  const read = () => headerTexts(headers as RecordHeaders, ['ce_type', 'ce_id', 'none'])
  expect(read()).toEqual(['类型', 'x/1', ''])
  expect(read()).toEqual(['类型', 'x/1', ''])
})

it('of a header that is there twice the first counts, and a record may have none', () => {
  expect(headerTexts(readBack({ a: ['1', '2'] }).headers as RecordHeaders, ['a'])).toEqual(['1'])
  expect(headerTexts(readBack({}).headers as RecordHeaders, ['a'])).toEqual([''])
})

it('headers that are to be written are read the same way', () => {
  expect(headerTexts({ a: Buffer.from('1'), b: ['2', '3'] }, ['a', 'b', 'c'])).toEqual(['1', '2', ''])
})

it('what was read before is known again by its bytes alone, and beyond ASCII never', () => {
  const type = (value: string | Buffer) => headerTexts(readBack({ t: value as string }).headers as RecordHeaders, ['t'])
  expect([type('é'), type(Buffer.from([0xe9]) as never), type('abc'), type('abd'), type('ab'), type('abc')].flat()).toEqual([
    'é',
    '\ufffd',
    'abc',
    'abd',
    'ab',
    'abc',
  ])
})
