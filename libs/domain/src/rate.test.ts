import { describe, expect, it } from 'vitest'
import { type RateTaken, type RateWindow, takeRate } from './rate.ts'

const MINUTE = 60_000
const START = 1_700_000_000_000
const ROBOT: RateWindow = { most: 20, inMs: MINUTE }

/** Asks at each moment, and says what each was answered. */
const asked = (windows: readonly RateWindow[], moments: readonly number[], n = 1) => {
  let taken: RateTaken = {}
  return moments.map((at) => {
    const answer = takeRate(taken, { windows, n, now: START + at })
    taken = answer.taken
    return answer.take
  })
}

const every = (ms: number, count: number): readonly number[] => Array.from({ length: count }, (_, index) => index * ms)
const granted = (takes: ReturnType<typeof asked>, moments: readonly number[]): readonly number[] => moments.filter((_, index) => takes[index]?.ok)

describe('a rate', () => {
  it('grants as many as it has room for, then says how long to wait, and that is enough', () => {
    const takes = asked(
      [ROBOT],
      Array.from({ length: 21 }, () => 0),
    )
    expect(takes.filter(({ ok }) => ok)).toHaveLength(20)
    const refused = takes.at(-1)
    const waitMs = refused?.ok === false ? refused.waitMs : 0
    expect(waitMs).toBeGreaterThan(MINUTE)
    expect(waitMs).toBeLessThanOrEqual(MINUTE + 1_000)
    expect(
      asked([ROBOT], [...Array.from({ length: 20 }, () => 0), waitMs - 1, waitMs])
        .slice(-2)
        .map(({ ok }) => ok),
    ).toEqual([false, true])
  })

  it.each([1, 7, 350, 999, 2_900, 3_001])('never grants more in any minute, asked every %i ms', (ms) => {
    const moments = every(ms, Math.min(20_000, Math.ceil((5 * MINUTE) / ms)))
    const grants = granted(asked([ROBOT], moments), moments)
    for (const at of grants) expect(grants.filter((other) => other > at - MINUTE && other <= at).length).toBeLessThanOrEqual(20)
    const minutes = Math.floor((moments.at(-1) ?? 0) / (MINUTE + 1_000))
    expect(grants.length).toBeGreaterThanOrEqual(Math.min(moments.length, 20 * minutes))
  })

  it('holds several windows at once, and waits for the one that is full the longest', () => {
    const windows = [
      { most: 30, inMs: MINUTE },
      { most: 40, inMs: 60 * MINUTE },
    ]
    const moments = every(1_000, 200)
    expect(granted(asked(windows, moments), moments)).toHaveLength(40)
    const [last] = asked(windows, moments).slice(-1)
    expect(last).toEqual({ ok: false, waitMs: expect.closeTo(60 * MINUTE - 199_000, -5) })
  })

  it('grants several at once wholly or not at all', () => {
    expect(asked([ROBOT], [0, 0, 0], 8).map(({ ok }) => ok)).toEqual([true, true, false])
    expect(() => asked([ROBOT], [0], 21)).toThrow('21 at once are more than the 20 that 60000 ms have room for')
  })

  it('keeps no more than sixty counts and one for a window, however many are taken', () => {
    let taken: RateTaken = {}
    const window = { most: 100_000, inMs: MINUTE }
    for (let at = 0; at < 5 * MINUTE; at += 100) taken = takeRate(taken, { windows: [window], n: 3, now: START + at }).taken
    expect(taken[MINUTE]?.length).toBeLessThanOrEqual(62)
  })

  it('goes on when a clock was set back', () => {
    const { taken } = takeRate({}, { windows: [ROBOT], n: 20, now: START + 60 * MINUTE })
    expect(takeRate(taken, { windows: [ROBOT], n: 1, now: START }).take).toEqual({ ok: true })
  })
})
