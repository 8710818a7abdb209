import type { Part, Progress } from '@shixu/pipeline/ports'
import { describe, expect, it } from 'vitest'

const part = (content: string, over: Partial<Part> = {}): Part => ({ kind: 'markdown', content, state: 'waiting', since: null, ...over })

/** What every progress must do. `open` opens the same one again, as another process would. */
export const progressContract = (name: string, start: () => Promise<() => Promise<Progress>>): void => {
  describe(`progress: ${name}`, () => {
    it('keeps the parts as they were first cut, whatever comes later, and each message of each channel apart', async () => {
      const open = await start()
      const first = await open()
      expect(await first.begin({ channel: 'a', message: '1' }, [part('一'), part('二')])).toEqual([part('一'), part('二')])
      expect(await (await open()).begin({ channel: 'a', message: '1' }, [part('别的')])).toEqual([part('一'), part('二')])
      expect(await first.begin({ channel: 'b', message: '1' }, [part('b')])).toEqual([part('b')])
      expect(await first.begin({ channel: 'a', message: '2' }, [])).toEqual([])
    })

    it('tells another process what was kept last', async () => {
      const open = await start()
      const parts = [part('', { state: 'taken', since: 5 }), part('二', { state: 'sending', since: 7, doubtful: true })]
      const first = await open()
      await first.begin({ channel: 'a', message: '1' }, [part('一'), part('二')])
      await first.keep({ channel: 'a', message: '1' }, parts)
      expect(await (await open()).begin({ channel: 'a', message: '1' }, [])).toEqual(parts)
    })
  })
}
