import { describe, expect, it, test } from 'vitest'
import { decode } from './decode.ts'
import { isWrong } from './result.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
/** 指标,数值 in GBK. */
const GBK = Uint8Array.from([0xd6, 0xb8, 0xb1, 0xea, 0x2c, 0xca, 0xfd, 0xd6, 0xb5])
/** 联通 in GBK, which happens to be valid UTF-8. */
const LIANTONG = Uint8Array.from([0xc1, 0xaa, 0xcd, 0xa8])

describe('bytes', () => {
  it('in the declared encoding become text', () => {
    expect(decode(utf8('指标,数值'), 'utf-8')).toEqual({ value: '指标,数值' })
    expect(decode(GBK, 'gb18030')).toEqual({ value: '指标,数值' })
    expect(decode(LIANTONG, 'gb18030')).toEqual({ value: '联通' })
    expect(decode(utf8('指标'), 'auto')).toEqual({ value: '指标' })
    expect(decode(GBK, 'auto')).toEqual({ value: '指标,数值' })
  })

  it('with a byte order mark are what the mark says, whatever is declared', () => {
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('指标')])
    expect(decode(marked, 'utf-8')).toEqual({ value: '指标' })
    expect(decode(marked, 'gb18030')).toEqual({ value: '指标' })
  })

  test.each<[string, Uint8Array, 'utf-8' | 'gb18030', string, string]>([
    ['undeclared GBK', GBK, 'utf-8', 'wrong-encoding', 'set encoding: gb18030'],
    ['UTF-8 declared as GB18030', utf8('指标,数值'), 'gb18030', 'wrong-encoding', 'set encoding: utf-8'],
    ['neither', Uint8Array.from([0x2c, 0xff, 0xff, 0x80]), 'utf-8', 'wrong-encoding', 'nor any other'],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x41, 0x00]), 'utf-8', 'wrong-encoding', 'CSV UTF-8'],
    ['a workbook', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14]), 'utf-8', 'not-a-table', 'save it as CSV'],
    ['an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), 'utf-8', 'not-a-table', '.xls'],
    ['a PDF', utf8('%PDF-1.7'), 'utf-8', 'not-a-table', 'PDF'],
    ['a login page', utf8('\n<!DOCTYPE html><html><head><title>统一登录</title>'), 'utf-8', 'not-a-table', 'web page titled "统一登录": is a login needed'],
    ['a page without a title', utf8('<html><body>'), 'utf-8', 'not-a-table', 'web page: is a login'],
  ])('of %s are refused, and the reason says what would be right', (_what, bytes, declared, code, reason) => {
    const read = decode(bytes, declared)
    expect(isWrong(read) ? read : null).toMatchObject({ code, reason: expect.stringContaining(reason) })
  })
})
