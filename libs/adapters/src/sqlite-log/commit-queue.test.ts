import { encodeEvent } from '@shixu/contracts'
import { dayBegan } from '@shixu/domain'
import { describe, expect, it } from 'vitest'
import { createCommitQueue } from './commit-queue.ts'
import type { Commit } from './records.ts'

const commitOf = (day: string): Commit => ({ events: [encodeEvent(dayBegan('999901', { day }))] })

describe('the commit queue', () => {
  it('writes what waits at once together, in the order in which it came', async () => {
    const written: (readonly Commit[])[] = []
    const queue = createCommitQueue((commits) => void written.push(commits))
    const days = ['2024-01-01', '2024-01-02', '2024-01-03'].map(commitOf)
    await Promise.all(days.map(queue.push))
    await queue.push(days[0]!)
    expect(written).toEqual([days, [days[0]]])
  })

  it('fails all that was to be written together, and goes on with the next', async () => {
    let failing = true
    const queue = createCommitQueue(() => {
      if (failing) throw new Error('disk full')
    })
    const outcomes = await Promise.allSettled([queue.push(commitOf('2024-01-01')), queue.push(commitOf('2024-01-02'))])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
    failing = false
    await expect(queue.push(commitOf('2024-01-03'))).resolves.toBeUndefined()
  })

  it('is idle when nothing waits any more', async () => {
    const written: (readonly Commit[])[] = []
    const queue = createCommitQueue((commits) => void written.push(commits))
    const pushed = queue.push(commitOf('2024-01-01'))
    await queue.idle()
    expect(written).toHaveLength(1)
    await pushed
  })
})
