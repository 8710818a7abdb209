import { expect, test } from 'vitest'
import { oneAtATime } from './lease.ts'
import type { Leases } from './ports.ts'

/** Leases in memory, whose clock is turned by hand. */
const memoryLeases = () => {
  const rows = new Map<string, { holder: string; until: number }>()
  const clock = { ms: 0 }
  const leases: Leases = {
    take: async ({ name, holder, forMs }) => {
      const row = rows.get(name)
      if (row && row.holder !== holder && row.until >= clock.ms) return false
      rows.set(name, { holder, until: clock.ms + forMs })
      return true
    },
    look: async (name) => {
      const row = rows.get(name)
      return row === undefined ? 'free' : row.until < clock.ms ? 'lapsed' : 'held'
    },
    release: async ({ name, holder }) => {
      if (rows.get(name)?.holder === holder) rows.delete(name)
    },
  }
  return { leases, clock }
}

const asked = () => ({ name: 'pull', signal: new AbortController().signal })

test('whoever comes while another is at it waits, and leaves what is done', async () => {
  const { leases } = memoryLeases()
  const going = Promise.withResolvers<void>()
  const first = oneAtATime({ leases, holder: 'one' }, asked(), () => going.promise)
  const second = oneAtATime({ leases, holder: 'other', lookMs: 1 }, asked(), () => Promise.reject(new Error('done twice')))
  going.resolve()
  expect(await Promise.all([first, second])).toEqual([true, false])
})

test('what one that has vanished left undone is done by whoever waits', async () => {
  const { leases, clock } = memoryLeases()
  await leases.take({ name: 'pull', holder: 'vanished', forMs: 100 })
  const waiting = oneAtATime({ leases, holder: 'other', lookMs: 1 }, asked(), async () => undefined)
  clock.ms = 101
  expect(await waiting).toBe(true)
})

test('whoever loses it is told', async () => {
  const { leases, clock } = memoryLeases()
  const told = oneAtATime({ leases, holder: 'one', forMs: 3 }, asked(), async (signal) => {
    clock.ms = 100
    await leases.take({ name: 'pull', holder: 'other', forMs: 1_000 })
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  await expect(told).rejects.toThrow('the lease of "pull" was lost')
  expect(await leases.look('pull')).toBe('held')
})

test('a piece of work that throws gives the lease back', async () => {
  const { leases } = memoryLeases()
  await expect(oneAtATime({ leases, holder: 'one' }, asked(), () => Promise.reject(new Error('feed')))).rejects.toThrow('feed')
  expect(await leases.look('pull')).toBe('free')
})
