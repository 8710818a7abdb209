import { describe, expect, it, test } from 'vitest'
import { FEED_FAULTS, FeedFault, type FeedFaultCode } from '../fault.ts'
import { retryAfterMs } from './retry-after.ts'
import { withRetries } from './with-retries.ts'

const NOW = Date.parse('2024-07-01T02:00:00Z')

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Mon, 01 Jul 2024 02:01:30 GMT', 90_000],
  ['Mon, 01 Jul 2024 01:00:00 GMT', 0],
  ['tomorrow', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['2024-07-01', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After "%s" asks for %s ms', (header, ms) => expect(retryAfterMs(header, NOW)).toBe(ms))

const run = async (faults: readonly (FeedFault | Error)[], over: { tries?: number; chance?: number } = {}) => {
  const waited: number[] = []
  const left = [...faults]
  const act = async () => {
    const fault = left.shift()
    if (fault) throw fault
    return 'there'
  }
  const signal = new AbortController().signal
  const retrying = { tries: over.tries ?? 4, longestWaitMs: 60_000, wait: async (ms: number) => void waited.push(ms), chance: () => over.chance ?? 1 }
  const outcome = await withRetries(act, signal, retrying).catch((cause: unknown) => cause)
  return { outcome, waited }
}
const fault = (code: FeedFaultCode, retryMs?: number) => new FeedFault(code, 'somewhere', { retryAfterMs: retryMs })

describe('tries', () => {
  it('follow one another after one, two and four seconds at most, and half of that at least', async () => {
    const three = [fault('unreachable'), fault('stalled'), fault('server-error')]
    expect(await run(three)).toEqual({ outcome: 'there', waited: [1_000, 2_000, 4_000] })
    expect((await run(three, { chance: 0 })).waited).toEqual([500, 1_000, 2_000])
  })

  it('wait as long as the server asks, but not for ever', async () => {
    expect((await run([fault('busy', 7_000), fault('busy', 86_400_000), fault('busy', 0)])).waited).toEqual([7_000, 60_000, 0])
  })

  it('end with the last fault', async () => {
    const last = fault('timed-out')
    expect(await run([fault('busy'), last], { tries: 2 })).toEqual({ outcome: last, waited: [1_000] })
  })

  it.each(Object.entries(FEED_FAULTS))('after "%s" are as the table says', async (code, { retry }) => {
    const { waited } = await run([fault(code as FeedFaultCode)])
    expect(waited).toHaveLength(retry ? 1 : 0)
  })

  it('are not made after what is no fault of the way', async () => {
    expect((await run([new Error('a bug')])).waited).toEqual([])
  })
})

test('a fault says where, what and what to do, and passes its cause on', () => {
  const cause = new Error('inner')
  const thrown = new FeedFault('too-large', 'https://example.org/x.csv', { cause, detail: '50 MB' })
  expect(thrown).toMatchObject({ name: 'FeedFault', code: 'too-large', retry: false, cause })
  expect(thrown.message).toMatch(/^https:\/\/example\.org\/x\.csv: .*raise the limit\. \(50 MB\)$/)
})
