import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8Bytes } from './cut-text.ts'
import { cutNumbered, partLabel } from './number-parts.ts'

const labelled = (parts: readonly string[], doubtful: boolean): readonly string[] =>
  parts.map((part, at) => partLabel({ part: at + 1, of: parts.length, doubtful }, {}) + part)

describe('parts that are numbered', () => {
  it.each([
    [{ part: 1, of: 1, doubtful: false }, ''],
    [{ part: 1, of: 1, doubtful: true }, '（可能重复）\n'],
    [{ part: 2, of: 3, doubtful: false }, '（2/3）\n'],
    [{ part: 2, of: 3, doubtful: true }, '（2/3，可能重复）\n'],
  ])('%j is "%s"', (place, label) => {
    expect(partLabel(place, {})).toBe(label)
  })

  it('are numbered in a city’s own words, and still fit', () => {
    const words = { wording: { numbered: '第{{第几}}条，共{{共几}}条', 'numbered-repeated': '第{{第几}}条，共{{共几}}条（这一条可能重复）' } }
    expect(partLabel({ part: 2, of: 3, doubtful: false }, words)).toBe('第2条，共3条\n')
    const parts = cutNumbered('汉字\n'.repeat(200), { limit: 120, words })
    const longest = parts.map((part, at) => utf8Bytes(`${partLabel({ part: at + 1, of: parts.length, doubtful: true }, words)}${part}`))
    expect(Math.max(...longest)).toBeLessThanOrEqual(120)
  })

  it('one that fits to the last byte stands alone; one byte more makes two', () => {
    expect(cutNumbered(`${'汉'.repeat(1365)}a`, { limit: 4096, words: {} })).toHaveLength(1)
    expect(cutNumbered(`${'汉'.repeat(1365)}ab`, { limit: 4096, words: {} })).toHaveLength(2)
  })

  it('fit with their numbers, in any number, and lose nothing but blank lines', () => {
    const lines = fc.array(
      fc.oneof(
        fc.constantFrom('', '红灯', '> 目标：增长8%'),
        fc.string({ unit: 'grapheme', maxLength: 40 }).map((line) => line.replaceAll('\n', ' ')),
      ),
      { maxLength: 80 },
    )
    fc.assert(
      fc.property(lines, fc.integer({ min: 40, max: 300 }), fc.boolean(), (words, limit, doubtful) => {
        const text = words.join('\n')
        const parts = cutNumbered(text, { limit, words: {} })
        for (const part of labelled(parts, doubtful && parts.length > 1)) expect(utf8Bytes(part)).toBeLessThanOrEqual(limit)
        const bare = (each: string) => each.replace(/\s/gu, '')
        expect(bare(parts.join(''))).toBe(bare(text))
        for (const part of parts) expect(part.trim()).not.toBe('')
      }),
    )
  })

  it('have room for three digits where there are a hundred', () => {
    const parts = cutNumbered(Array.from({ length: 100 }, () => '汉'.repeat(9)).join('\n'), { limit: 56, words: {} })
    expect(parts).toHaveLength(100)
    expect(Math.max(...labelled(parts, true).map(utf8Bytes))).toBe(56)
  })
})
