import { describe, expect, it } from 'vitest'
import { didYouMean, nearest } from './nearest.ts'

describe('the word that was probably meant', () => {
  it.each([
    ['comparater', ['comparator', 'kind'], 'comparator'],
    ['yearEndDay', ['day', 'year_end_day'], 'year_end_day'],
    ['anchorOffset', ['anchor', 'anchor_offset'], 'anchor_offset'],
    ['leed', ['lead', 'supporting'], 'lead'],
    ['supervision', ['supervision-office', 'commerce'], 'supervision-office'],
    ['com', ['commerce', 'committee'], null],
    ['weather', ['kind', 'unit'], null],
    ['', ['kind'], null],
  ])('%s of %j is %s', (word, known, meant) => {
    expect(nearest(word, known)).toBe(meant)
  })

  it('says what there is where none is near, and that there is none where there is none', () => {
    expect(didYouMean('weather', ['kind', 'unit'])).toBe('known are kind, unit')
    expect(didYouMean('weather', [])).toBe('there is none yet')
    expect(didYouMean('weather', 'abcdefghijklmnop')).toBe('known are a, b, c, d, e, f, g, h, i, j, k, l …')
  })
})
