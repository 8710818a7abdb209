import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText, utf8Bytes } from './cut-text.ts'

const encoder = new TextEncoder()
const joined = (parts: ReturnType<typeof cutText>): string => parts.map(({ text, glue }) => text + glue).join('')

const texts = fc.array(
  fc.oneof(
    fc.constantFrom('出口额增长3.1%，', '红灯', 'a', '。', ' ', '\n', '\n\n', '𠮷', '👨‍👩‍👧', 'é', '—'),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constant('没有标点的一行字'.repeat(6)),
  ),
  { maxLength: 60 },
)

describe('a text that is cut to a number of bytes', () => {
  it('is the same text again, in parts that all fit and none of which could have taken the next line', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 200 }), (words, limit) => {
        const text = words.join('')
        const parts = cutText(text, limit)
        expect(joined(parts)).toBe(text)
        for (const { text: part } of parts) expect(encoder.encode(part).length).toBeLessThanOrEqual(limit)
        parts.slice(0, -1).forEach((part, at) => {
          const next = parts[at + 1]?.text.split('\n', 1)[0] ?? ''
          const isWhole = parts[at]?.glue === '\n' && (parts[at + 1]?.text.includes('\n') || parts[at + 1]?.glue !== '')
          const startsLine = at === 0 || parts[at - 1]?.glue === '\n'
          if (isWhole && startsLine) expect(utf8Bytes(part.text) + 1 + utf8Bytes(next)).toBeGreaterThan(limit)
        })
      }),
      { numRuns: 500 },
    )
  })

  it('counts bytes as an encoder does, whatever the characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        expect(utf8Bytes(text)).toBe(encoder.encode(text).length)
      }),
    )
    expect(utf8Bytes('\ud800')).toBe(encoder.encode('\ud800').length)
  })

  it('cuts no character', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 60 }), (words, limit) => {
        const text = words.join('')
        expect(cutText(text, limit).flatMap((part) => [...part.text, ...part.glue])).toEqual([...text])
      }),
    )
  })

  it.each([
    ['exactly at the limit is whole', '汉'.repeat(10), 30, ['汉'.repeat(10)]],
    ['one byte over is cut', `${'汉'.repeat(10)}a`, 30, ['汉'.repeat(10), 'a']],
    ['two lines that fill a part to its last byte', 'aaaa\nbbbbb', 10, ['aaaa\nbbbbb']],
    ['two lines that are one byte too long', 'aaaaa\nbbbbb', 10, ['aaaaa', 'bbbbb']],
    ['behind a punctuation mark where one is near', '出口增长，进口下降', 24, ['出口增长，', '进口下降']],
    ['between characters where the mark is far', '出，口增长进口下降', 24, ['出，口增长进口下', '降']],
    ['empty is one empty part', '', 10, ['']],
    ['lines that are empty stay', 'a\n\nb', 10, ['a\n\nb']],
  ])('%s', (_name, text, limit, parts) => {
    expect(cutText(text, limit).map((part) => part.text)).toEqual(parts)
  })

  it('refuses a limit that has no room for a character', () => {
    expect(() => cutText('汉', 3)).toThrow('A limit of 3 bytes')
  })
})
