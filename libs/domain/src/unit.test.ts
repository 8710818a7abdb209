import { describe, expect, it } from 'vitest'
import { sayAmount } from './say-amount.ts'
import { expandedUnit, expandUnit } from './unit.ts'

describe('a published number and its unit are expanded exactly', () => {
  it.each([
    ['806.7', '亿元', 80_670_000_000, '元', 10_000_000],
    ['236.25', '万户', 2_362_500, '户', 100],
    [50, '万辆', 500_000, '辆', 10_000],
    [1.85, '万家', 18_500, '家', 100],
    [1.5, '万场次', 15_000, '场次', 1000],
    ['2.00', '万亿元', 2_000_000_000_000, '元', 10_000_000_000],
    ['21106.23', '亿元', 2_110_623_000_000, '元', 1_000_000],
    [100, '万平方米', 1_000_000, '平方米', 10_000],
    [20, '平方公里', 20_000_000, '平方米', 1_000_000],
    ['0.3', '平方千米', 300_000, '平方米', 100_000],
    [12.5, '公里', 12.5, '公里', 0.1],
    [2000, 'P', 2000, 'P', 1],
    ['-3.2', '%', -3.2, '%', 0.1],
    ['+11.8', '%', 11.8, '%', 0.1],
    ['8.0', '％', 8, '%', 0.1],
    ['35', '‰', 3.5, '%', 0.1],
    ['0.5', '百分点', 0.5, '个百分点', 0.1],
    ['0.5', '个百分点', 0.5, '个百分点', 0.1],
    ['0.0', '%', 0, '%', 0.1],
    ['-0.0', '%', 0, '%', 0.1],
    [3, '百', 300, '', 100],
    [4, '千', 4000, '', 1000],
    [2, '百万元', 2_000_000, '元', 1_000_000],
    [7, '千亿元', 700_000_000_000, '元', 100_000_000_000],
    [9, '十亿元', 9_000_000_000, '元', 1_000_000_000],
    [12, '万千瓦时', 120_000, '千瓦时', 10_000],
    [12, '千瓦', 12, '千瓦', 1],
    ['0.412', '吨标准煤/万元', 0.412, '吨标准煤/万元', 0.001],
    [3, '万元/户', 30_000, '元/户', 10_000],
    ['13,739.10', '万人', 137_391_000, '人', 100],
    ['１２.５', '亿元', 1_250_000_000, '元', 10_000_000],
    ['−4.1', '亿美元', -410_000_000, '美元', 10_000_000],
    [1060, '场', 1060, '场', 1],
    [6, '匹布', 6, '匹布', 1],
  ] as const)('%s %s is %d %s, step %d', (written, unit, value, expanded, step) => {
    expect(expandUnit(written, unit)).toStrictEqual({ ok: true, value, unit: expanded, step })
  })
})

describe('what is no number or no unit is a problem that says what would be right', () => {
  it.each([
    ['12', 'billion yuan', 'mixes words of another language'],
    ['12', '亿yuan', 'mixes words of another language'],
    ['12', '100 million RMB', 'mixes words of another language'],
    ['12', '10000人', 'begins with a number'],
    ['12', '元亿', 'multiplier behind the unit'],
    ['12', '亿万元', 'order that is not used'],
    ['12', '万百户', 'order that is not used'],
    ['806.7亿元', '亿元', 'not a plain decimal number'],
    ['1,23.4', '亿元', 'not a plain decimal number'],
    ['', '亿元', 'not a plain decimal number'],
    [Number.NaN, '亿元', 'not a plain decimal number'],
    [1e21, '元', 'not a plain decimal number'],
    ['1234567890123456', '元', 'more than 15 digits'],
  ] as const)('%s with unit %s', (written, unit, words) => {
    expect(expandUnit(written, unit)).toMatchObject({ ok: false, problem: expect.stringContaining(words) })
  })

  it('tells the expanded unit alone', () => {
    expect(expandedUnit('万亿元')).toStrictEqual({ ok: true, unit: '元' })
    expect(expandedUnit('billion yuan')).toMatchObject({ ok: false })
  })
})

describe('an amount is said as an official would', () => {
  it.each([
    [80_670_000_000, '元', 10_000_000, '806.7亿元'],
    [2_110_623_000_000, '元', 1_000_000, '21106.23亿元'],
    [2_000_000_000_000, '元', 10_000_000_000, '2.00万亿元'],
    [2_362_500, '户', 100, '236.25万户'],
    [500_000, '辆', 10_000, '50万辆'],
    [10_234, '家', 1, '10234家'],
    [12_345_678, '户', 1, '1234.5678万户'],
    [456, '家', 1, '456家'],
    [8, '%', 0.1, '8.0%'],
    [-0.04, '%', 0.1, '0.0%'],
    [-410_000_000, '美元', 10_000_000, '-4.1亿美元'],
    [0.412, '吨标准煤/万元', 0.001, '0.412吨标准煤/万元'],
    [12.5, '公里', 0.1, '12.5公里'],
    [500_000, '辆', undefined, '50万辆'],
    [18_500, '家', undefined, '1.85万家'],
    [2_250_000, '户', undefined, '225万户'],
    [80_123_456_789, '元', undefined, '801.2亿元'],
    [1_234_567_890_123, '元', undefined, '1.235万亿元'],
    [623.7, '列', undefined, '624列'],
    [623.74321, '列', undefined, '624列'],
    [2000, 'P', undefined, '2000P'],
    [20_000_000, '平方米', undefined, '2000万平方米'],
    [8, '%', undefined, '8%'],
    [3.146, '%', undefined, '3.1%'],
    [11.65 - 11.6, '%', undefined, '0.05%'],
    [86.9, '班', undefined, '87班'],
    [-3.2, '%', undefined, '-3.2%'],
    [0, '元', undefined, '0元'],
  ] as const)('%d %s with step %s is %s', (value, unit, step, words) => {
    expect(sayAmount(value, unit, step)).toBe(words)
  })

  it('gives back what expanding took in', () => {
    for (const [number, unit] of [
      ['806.7', '亿元'],
      ['236.25', '万户'],
      ['3.1', '%'],
      ['50', '万辆'],
    ] as const) {
      const expanded = expandUnit(number, unit)
      if (!expanded.ok) throw new Error(expanded.problem)
      expect(sayAmount(expanded.value, expanded.unit, expanded.step)).toBe(`${number}${unit}`)
    }
  })
})
