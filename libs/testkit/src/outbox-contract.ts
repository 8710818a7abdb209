import type { Due } from '@shixu/pipeline/ports'
import { describe, expect, it } from 'vitest'
import { type FreshOutbox, freshOutbox, lease, MINUTE, type OpenOutbox, READY, tried, whole } from './outbox-asking.ts'
import { aDue, aNoticeOf } from './outbox-builders.ts'
import { lanesContract } from './outbox-lanes-contract.ts'
import { newsContract } from './outbox-news-contract.ts'

/** What every outbox must do. `start` begins an empty one for a test; `shared` where several notifiers may use it at the same time. */
export const outboxContract = (name: string, start: () => Promise<OpenOutbox>, { shared }: { readonly shared: boolean }): void => {
  const fresh = freshOutbox(start)
  const { outbox, open, queue } = fresh

  describe(`${name}: what is due`, () => {
    it('is known once for each alert event and recipient', async () => {
      const head = aDue({ recipient: '999901/commerce/head' })
      expect(await outbox.dues.add([aDue(), head, aDue()], 1_000)).toBe(2)
      expect(await outbox.dues.add([head, aDue({ event: 'event-2' })], 2_000)).toBe(1)
      expect(await outbox.deliveries.balance()).toMatchObject({ due: 3, waiting: 3 })
    })

    it('is gathered by recipient and day, whole, and what is for a later day waits', async () => {
      await outbox.dues.add(
        [aDue(), aDue({ event: 'event-2' }), aDue({ recipient: '999901/commerce/head' }), aDue({ event: 'event-3', day: '2024-06-21' })],
        1_000,
      )
      const groups: (readonly Due[])[] = []
      const gathered = await outbox.dues.gather(READY, (dues) => {
        groups.push(dues)
        return whole(dues)
      })
      expect(gathered).toBe(2)
      expect(groups.map((group) => group.map(({ event }) => event)).sort()).toEqual([['event-1'], ['event-1', 'event-2']])
      expect(groups.flat().find(({ event }) => event === 'event-2')).toEqual(aDue({ event: 'event-2' }))
      expect(await outbox.dues.gather(READY, whole)).toBe(0)
      expect(await outbox.dues.gather({ ...READY, day: '2024-06-21' }, whole)).toBe(1)
    })

    it('is gathered to the last of many, each once', async () => {
      const many = Array.from({ length: 1_300 }, (_, at) => aDue({ recipient: `999901/bureau-${at}/liaison` }))
      await outbox.dues.add(many, 1_000)
      const told: string[] = []
      const compose = (dues: readonly Due[]) => {
        told.push(...dues.map(({ recipient }) => recipient))
        return whole(dues)
      }
      expect(await outbox.dues.gather(READY, compose)).toBe(many.length)
      expect(told.toSorted()).toEqual(many.map(({ recipient }) => recipient).toSorted())
      expect(await outbox.dues.gather(READY, compose)).toBe(0)
    })

    it('is not held back once it has been quiet, and what comes later is another notice', async () => {
      await queue(aDue())
      await outbox.dues.add([aDue({ event: 'event-2' })], 2_000)
      expect(await outbox.dues.gather({ ...READY, now: 2_500, graceMs: 1_000 }, whole)).toBe(0)
      expect(await outbox.dues.gather({ ...READY, now: 3_000, graceMs: 1_000 }, whole)).toBe(1)
    })

    it('waits while more of the same day comes in, but not for ever', async () => {
      for (let at = 0; at <= 10_000; at += 1_000) await outbox.dues.add([aDue({ event: `event-${at}` })], at)
      expect(await outbox.dues.gather({ ...READY, now: 9_900, graceMs: 1_000 }, whole)).toBe(0)
      expect(await outbox.dues.gather({ ...READY, now: 10_100, graceMs: 1_000 }, whole)).toBe(1)
    })

    it('is never dropped by whoever composes', async () => {
      await outbox.dues.add([aDue(), aDue({ event: 'event-2' })], 1_000)
      await expect(outbox.dues.gather(READY, (dues) => whole(dues.slice(1)))).rejects.toThrow('2 rows')
      expect(await outbox.deliveries.balance()).toMatchObject({ due: 2, waiting: 2 })
      expect(await lease(outbox, 2_000)).toEqual([])
    })

    it('may end without being sent, and the history says why', async () => {
      await outbox.dues.add([aDue(), aDue({ event: 'event-2' }), aDue({ event: 'event-3' })], 1_000)
      await outbox.dues.gather(READY, ([first, second, third]) => [
        aNoticeOf([first!]),
        aNoticeOf([second!], { unsent: { state: 'superseded', code: 'silenced', text: 'quiet' } }),
        aNoticeOf([third!], { unsent: { state: 'dead', code: 'not-composed', text: 'fault' } }),
      ])
      expect(await lease(outbox, 2_000)).toHaveLength(1)
      expect(await outbox.deliveries.balance()).toEqual({ due: 3, accepted: 0, refused: 0, dead: 1, unknown: 0, superseded: 1, waiting: 1 })
      expect((await outbox.deliveries.unpublished(10)).map(({ outcome, code, covers }) => [outcome, code, covers]).sort()).toEqual([
        ['dead', 'not-composed', ['event-3']],
        ['superseded', 'silenced', ['event-2']],
      ])
    })
  })

  describe(`${name}: notices`, () => {
    it('are leased as they were composed, to one holder at a time', async () => {
      await queue(aDue())
      const leased = await lease(outbox, 2_000)
      const due = aDue()
      expect(leased).toEqual([
        { notice: aNoticeOf([due]), standing: { channel: 0, tries: 0, since: null, unknowns: 0, mayHaveIt: false }, told: [due.told], dueSince: 1_000 },
      ])
      expect(await lease(outbox, 2_000)).toEqual([])
    })

    it('are free again when a lease has run out, and the try that was cut off counts as unknown', async () => {
      await queue(aDue())
      await lease(outbox, 2_000)
      expect(await lease(outbox, 2_000 + MINUTE)).toEqual([])
      const [again] = await lease(await open(), 2_001 + MINUTE, 'two')
      expect(again?.standing.unknowns).toBe(1)
      const [third] = await lease(await open(), 2_002 + 2 * MINUTE, 'three')
      expect(third?.standing.unknowns).toBe(2)
    })

    it('of one recipient go in order, whatever becomes of the first', async () => {
      await queue(aDue({ event: 'event-2', day: '2024-06-21' }), aDue(), aDue({ recipient: '999901/commerce/head', day: '2024-06-22' }))
      const first = await lease(outbox, 2_000)
      expect(first.map(({ notice }) => [notice.recipient, notice.day]).sort()).toEqual([
        ['999901/commerce/head', '2024-06-22'],
        ['999901/commerce/liaison', '2024-06-20'],
      ])
      const mine = first.find(({ notice }) => notice.day === '2024-06-20')!
      await outbox.notices.record(tried(mine, { state: 'deferred', at: 9_000 }, { outcome: 'deferred' }))
      expect(await lease(outbox, 8_999)).toEqual([])
      const [again] = await lease(outbox, 9_000)
      await outbox.notices.record(tried(again!, { state: 'refused' }, { outcome: 'refused' }))
      expect((await lease(outbox, 9_000)).map(({ notice }) => notice.day)).toEqual(['2024-06-21'])
    })

    it('are tried again when they are to be, from where they stand', async () => {
      await queue(aDue())
      const [leased] = await lease(outbox, 2_000)
      const next = { channel: 1, tries: 3, since: 1_500, unknowns: 1, mayHaveIt: true, state: 'unknown', at: 5_000 } as const
      await outbox.notices.record(tried(leased!, next, { outcome: 'unknown' }))
      expect(await lease(outbox, 4_999)).toEqual([])
      expect((await lease(outbox, 5_000))[0]?.standing).toEqual({ channel: 1, tries: 3, since: 1_500, unknowns: 1, mayHaveIt: true })
    })

    it('wait behind one whose reply was lost and that is to be tried once more', async () => {
      await queue(aDue(), aDue({ event: 'event-2', day: '2024-06-21' }))
      const [first] = await lease(outbox, 2_000)
      await outbox.notices.record(tried(first!, { state: 'unknown', unknowns: 1, at: 5_000 }, { outcome: 'unknown' }))
      expect(await lease(outbox, 4_999)).toEqual([])
      const [again] = await lease(outbox, 5_000)
      expect(again?.notice.id).toBe(first?.notice.id)
      await outbox.notices.record(tried(again!, { state: 'unknown', unknowns: 2, at: null }, { outcome: 'unknown' }))
      expect((await lease(outbox, 5_000)).map(({ notice }) => notice.day)).toEqual(['2024-06-21'])
    })

    it('that came to an end are not tried again', async () => {
      await queue(aDue())
      const [leased] = await lease(outbox, 2_000)
      await outbox.notices.record(tried(leased!, {}))
      expect(await lease(outbox, 1e12)).toEqual([])
    })

    it('are not moved by a holder whose lease was taken over; his try is kept all the same', async () => {
      await queue(aDue())
      const [late] = await lease(outbox, 2_000)
      const [mine] = await lease(outbox, 2_001 + MINUTE, 'two')
      await outbox.notices.record(tried(late!, { state: 'refused' }, { outcome: 'refused' }))
      await outbox.notices.record(tried(mine!, {}, { holder: 'two' }))
      expect(await outbox.deliveries.balance()).toMatchObject({ due: 1, accepted: 1, refused: 0 })
      expect((await outbox.deliveries.unpublished(10)).map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
        [1, 'refused'],
        [2, 'accepted'],
      ])
    })
  })

  describe(`${name}: deliveries`, () => {
    it('are handed out until they are marked as published', async () => {
      await queue(aDue(), aDue({ event: 'event-2' }))
      const [leased] = await lease(outbox, 2_000)
      await outbox.notices.record(tried(leased!, { state: 'deferred', at: 3_000 }, { outcome: 'deferred' }))
      const [first] = await outbox.deliveries.unpublished(10)
      const { id, covers } = leased!.notice
      expect(first).toEqual({
        ...{ notice: id, attempt: 1, channel: 'first', recipient: '999901/commerce/liaison', bureau: 'commerce', day: '2024-06-20' },
        ...{ subject: '虚构 2', covers, outcome: 'deferred', code: 'c', text: 't', durationMs: 5 },
      })
      await outbox.notices.record(tried((await lease(outbox, 3_000))[0]!, {}))
      expect(await outbox.deliveries.published([first!])).toEqual([first])
      expect(await (await open()).deliveries.published([first!])).toEqual([])
      expect((await (await open()).deliveries.unpublished(10)).map(({ attempt }) => attempt)).toEqual([2])
    })

    it.each(['accepted', 'refused', 'dead', 'unknown', 'superseded'] as const)('that end as %s stand on their side of the balance', async (state) => {
      await queue(aDue(), aDue({ recipient: '999901/commerce/head' }))
      const [leased] = await lease(outbox, 2_000)
      await outbox.notices.record(tried(leased!, { state }, { outcome: state }))
      const balance = await outbox.deliveries.balance()
      expect(balance).toMatchObject({ due: 2, waiting: 1, [state]: 1 })
      expect(balance.accepted + balance.refused + balance.dead + balance.unknown + balance.superseded + balance.waiting).toBe(balance.due)
    })
  })

  lanesContract(name, fresh)
  newsContract(name, fresh)
  if (shared) sharedContract(name, fresh)
}

const sharedContract = (name: string, { outbox, open }: FreshOutbox): void => {
  describe(`${name}: shared by several notifiers`, () => {
    const many = Array.from({ length: 40 }, (_, index) => aDue({ recipient: `999901/bureau-${index}/liaison`, bureau: `bureau-${index}` }))

    it('gathers each row into one notice', async () => {
      await outbox.dues.add(many, 1_000)
      const others = await Promise.all(Array.from({ length: 4 }, open))
      const made = await Promise.all(others.map((other) => other.dues.gather(READY, whole)))
      expect(made.reduce((sum, count) => sum + count, 0)).toBe(many.length)
    })

    it('gives each notice to one of them', async () => {
      await outbox.dues.add(many, 1_000)
      await outbox.dues.gather(READY, whole)
      const others = await Promise.all(Array.from({ length: 4 }, open))
      const leased = await Promise.all(others.map((other, index) => lease(other, 2_000, `holder-${index}`)))
      const ids = leased.flat().map(({ notice }) => notice.id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids).toHaveLength(many.length)
    })
  })
}
