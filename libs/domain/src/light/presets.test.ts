import { describe, expect, it } from 'vitest'
import type { PresetName } from '../preset-name.ts'
import type { PresetCase } from './presets/preset.ts'
import { isBelowPace } from './presets/sanya-2022.ts'
import { NO_PRESETS, presetsOf } from './presets.ts'

const sum: PresetCase = { kind: 'amount', sign: 1, month: 6, done: 50, goal: 100, due: 40, start: 0, belowBefore: false }
const growth: PresetCase = { ...sum, kind: 'growth', done: 8, goal: 8, due: 8, start: null }
const stock: PresetCase = { ...sum, kind: 'stock', done: 220, goal: 225, due: 215, start: 206 }

describe('named rules', () => {
  it.each<[name: PresetName, of: PresetCase, light: string | null, why: string]>([
    // yinchuan-2025: share of the goal against m/12
    ['yinchuan-2025', { ...sum, done: 41 }, 'green', 'within-10-points'],
    ['yinchuan-2025', { ...sum, done: 40 }, 'yellow', '10-to-30-points-behind'],
    ['yinchuan-2025', { ...sum, done: 20 }, 'yellow', '10-to-30-points-behind'],
    ['yinchuan-2025', { ...sum, done: 19 }, 'red', 'over-30-points-behind'],
    ['yinchuan-2025', { ...sum, sign: -1, done: 81 }, 'red', 'over-30-points-behind'],
    ['yinchuan-2025', growth, null, 'not-for-growth'],
    ['yinchuan-2025', stock, null, 'only-for-sums'],
    // wuhan-2022: share of what is due
    ['wuhan-2022', { ...sum, done: 32 }, 'green', 'at-80-percent-of-pace'],
    ['wuhan-2022', { ...sum, done: 31.9 }, 'yellow', 'below-80-percent-of-pace'],
    ['wuhan-2022', { ...sum, done: 24 }, 'yellow', 'below-80-percent-of-pace'],
    ['wuhan-2022', { ...sum, done: 23.9 }, 'red', 'below-60-percent-of-pace'],
    ['wuhan-2022', { ...sum, sign: -1, done: 57 }, 'red', 'below-60-percent-of-pace'],
    ['wuhan-2022', growth, null, 'not-for-growth'],
    ['wuhan-2022', { ...stock, due: null }, null, 'no-pace-line'],
    // sanya-2022: below pace, by half, or twice running
    ['sanya-2022', { ...sum, done: 40 }, 'green', 'at-pace'],
    ['sanya-2022', { ...sum, done: 39 }, 'yellow', 'below-pace'],
    ['sanya-2022', { ...sum, done: 39, belowBefore: true }, 'red', 'below-pace-twice'],
    ['sanya-2022', { ...sum, done: 40, belowBefore: true }, 'green', 'at-pace'],
    ['sanya-2022', { ...sum, done: 19 }, 'red', 'below-50-percent-of-pace'],
    ['sanya-2022', growth, null, 'not-for-growth'],
    // tianjin-2022: growth alone
    ['tianjin-2022', { ...growth, done: -0.1 }, 'red', 'negative-growth'],
    ['tianjin-2022', { ...growth, done: 7.9 }, 'yellow', 'growing-below-plan'],
    ['tianjin-2022', growth, null, 'no-reference-average'],
    ['tianjin-2022', { ...growth, sign: -1 }, null, 'not-for-at-most'],
    ['tianjin-2022', sum, null, 'only-for-growth'],
    // ndrc-2020: the target of progress, missed by a tenth
    ['ndrc-2020', { ...sum, done: 40 }, 'green', 'at-progress-target'],
    ['ndrc-2020', { ...sum, done: 36 }, 'yellow', 'up-to-10-percent-short'],
    ['ndrc-2020', { ...sum, done: 35.9 }, 'red', 'over-10-percent-short'],
    ['ndrc-2020', growth, null, 'not-for-growth'],
    // xuancheng-2020: no yellow
    ['xuancheng-2020', { ...sum, done: 50 }, 'green', 'not-below'],
    ['xuancheng-2020', { ...sum, done: 49 }, 'red', 'share-below-the-months-over'],
    ['xuancheng-2020', { ...growth, done: 7.9 }, 'red', 'below-target-growth'],
    ['xuancheng-2020', { ...growth, sign: -1, done: 7.9 }, 'green', 'not-below'],
    ['xuancheng-2020', stock, null, 'only-for-sums'],
    // servicenow: the way from start to plan
    ['servicenow', { ...stock, done: 214.1 }, 'green', 'at-90-percent-of-plan'],
    ['servicenow', { ...stock, done: 214 }, 'yellow', '75-to-89-percent-of-plan'],
    ['servicenow', { ...stock, done: 212 }, 'red', 'below-75-percent-of-plan'],
    ['servicenow', { ...stock, sign: -1, start: 250, due: 230, done: 232 }, 'green', 'at-90-percent-of-plan'],
    ['servicenow', { ...sum, sign: -1, done: 46 }, 'yellow', '75-to-89-percent-of-plan'],
    ['servicenow', { ...stock, start: null }, null, 'no-baseline'],
    ['servicenow', growth, null, 'not-for-growth'],
    // straight: m/12
    ['straight', { ...sum, done: 50 }, 'green', 'on-the-straight-line'],
    ['straight', { ...sum, done: 49 }, 'yellow', 'below-the-straight-line'],
    ['straight', { ...sum, done: 40 }, 'red', '10-points-below'],
    ['straight', { ...sum, sign: -1, done: 49 }, 'green', 'on-the-straight-line'],
    ['straight', growth, null, 'not-for-growth'],
  ])('%s: %o is %s (%s)', (name, of, light, why) => {
    expect(presetsOf(of)[name]).toEqual({ light, why })
  })

  it('remember for Sanya that a reading was below pace, also where it was red', () => {
    expect([40, 39, 10].map((done) => isBelowPace({ ...sum, done }))).toEqual([false, true, true])
  })

  it('say nothing of a milestone', () => {
    expect(new Set(Object.values(NO_PRESETS.milestone))).toEqual(new Set([{ light: null, why: 'milestone' }]))
  })
})
