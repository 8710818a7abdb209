import { describe, expect, it } from 'vitest'
import { forecastLight, type Weighed } from './forecast-light.ts'
import { FRESH } from './memory.ts'

const weighed = (pMiss: number | null, over: Partial<Weighed> = {}): Weighed => ({ pMiss, behind: false, reached: false, hasHistory: true, ...over })

/** Lights of readings in a row, with their reasons. */
const lights = (...readings: readonly Weighed[]) => {
  let memory = FRESH
  return readings.map((reading) => {
    const lit = forecastLight(reading, memory)
    memory = lit.memory
    return `${lit.light} ${lit.code}`
  })
}

describe('lights by forecast', () => {
  it.each<[name: string, readings: readonly Weighed[], lit: readonly string[]]>([
    ['on the line', [weighed(0.2)], ['green on-pace']],
    ['below the line', [weighed(0.2, { behind: true })], ['yellow below-line']],
    ['a miss as likely as not', [weighed(0.5)], ['yellow miss-likely']],
    ['near certain once', [weighed(0.9)], ['red miss-near-certain']],
    ['likely once', [weighed(0.89)], ['yellow miss-likely']],
    ['likely twice', [weighed(0.7), weighed(0.7)], ['yellow miss-likely', 'red miss-likely-twice']],
    ['likely twice, not running', [weighed(0.7), weighed(0.6), weighed(0.7)], ['yellow miss-likely', 'yellow miss-likely', 'yellow miss-likely']],
    ['held until below even', [weighed(0.95), weighed(0.5), weighed(0.49)], ['red miss-near-certain', 'red still-red', 'yellow just-released']],
    ['green again after that', [weighed(0.95), weighed(0.1), weighed(0.1)], ['red miss-near-certain', 'yellow just-released', 'green on-pace']],
    ['reached is green at once', [weighed(0.95), weighed(0, { reached: true })], ['red miss-near-certain', 'green reached']],
    ['reached and likely to be lost again', [weighed(0.99, { reached: true })], ['yellow miss-likely']],
    ['a first reading without history', [weighed(0.99, { hasHistory: false })], ['yellow first-reading']],
    ['and the second', [weighed(0.99, { hasHistory: false }), weighed(0.8, { hasHistory: false })], ['yellow first-reading', 'red miss-likely-twice']],
    ['no forecast, on the line', [weighed(null)], ['green on-pace']],
    ['no forecast, below it', [weighed(null, { behind: true })], ['yellow below-line']],
    ['no forecast, below it, after red', [weighed(0.95), weighed(null, { behind: true })], ['red miss-near-certain', 'red still-red']],
  ])('%s', (_, readings, lit) => {
    expect(lights(...readings)).toEqual(lit)
  })
})
