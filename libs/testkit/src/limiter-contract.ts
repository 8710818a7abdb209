import type { Limiter } from '@shixu/pipeline/ports'
import { describe, expect, it } from 'vitest'

/** Opens the limiter of one test once more, as another process would. */
export type OpenLimiter = () => Promise<Limiter>

const DAY = 86_400_000
/** No test lasts a day, so nothing that is taken comes back meanwhile. */
const windows = [{ most: 5, inMs: DAY }]

/** What every limiter must do. `start` begins an empty one for a test. */
export const limiterContract = (name: string, start: () => Promise<OpenLimiter>): void => {
  describe(name, () => {
    it('gives each key as many as it may have, and then says how long to wait', async () => {
      const limiter = await (await start())()
      for (let index = 0; index < 5; index += 1) expect(await limiter.take({ key: 'a', windows })).toEqual({ ok: true })
      const refused = await limiter.take({ key: 'a', windows })
      expect(refused).toEqual({ ok: false, waitMs: expect.any(Number) })
      expect(refused.ok ? 0 : refused.waitMs).toBeGreaterThan(DAY - 60_000)
      expect(await limiter.take({ key: 'b', windows })).toEqual({ ok: true })
    })

    it('takes several wholly or not at all, and nothing where one window is full', async () => {
      const limiter = await (await start())()
      const both = [...windows, { most: 3, inMs: 3_600_000 }]
      expect(await limiter.take({ key: 'a', windows: both, n: 3 })).toEqual({ ok: true })
      expect(await limiter.take({ key: 'a', windows: both })).toMatchObject({ ok: false })
      expect(await limiter.take({ key: 'a', windows, n: 3 })).toMatchObject({ ok: false })
      expect(await limiter.take({ key: 'a', windows, n: 2 })).toEqual({ ok: true })
    })

    it('refuses to look for room that there never is', async () => {
      const limiter = await (await start())()
      await expect(limiter.take({ key: 'a', windows, n: 6 })).rejects.toThrow('6 at once')
    })

    it('gives what has left the window back', async () => {
      const limiter = await (await start())()
      const short = [{ most: 1, inMs: 20 }]
      await limiter.take({ key: 'a', windows: short })
      await expect.poll(() => limiter.take({ key: 'a', windows: short })).toEqual({ ok: true })
    })

    it('gives many who ask at once, from anywhere, no more than there is', async () => {
      const open = await start()
      const limiters = await Promise.all(Array.from({ length: 4 }, open))
      const takes = await Promise.all(Array.from({ length: 40 }, (_, index) => limiters[index % 4]!.take({ key: 'a', windows })))
      expect(takes.filter(({ ok }) => ok)).toHaveLength(5)
    })
  })
}
