import type { Due, Outbox } from '@shixu/pipeline/ports'
import { describe, expect, it } from 'vitest'
import { type FreshOutbox, lease, onLane, READY, tried, whole } from './outbox-asking.ts'
import { aDue, aNoticeOf } from './outbox-builders.ts'

/** What every outbox must know of channels. */
export const lanesContract = (name: string, { outbox, open, queue }: FreshOutbox): void => {
  describe(`${name}: notices and channels`, () => {
    it('go by the channel whose turn it is', async () => {
      const head = aDue({ recipient: '999901/commerce/head', channels: ['second'] })
      await queue(aDue(), head, aDue({ recipient: '999901/office/supervision', channels: ['gone'] }), aDue({ recipient: '999901/x/liaison', channels: [] }))
      expect((await onLane(outbox, 2_000, { but: ['first', 'second'] })).map(({ notice }) => notice.channels)).toEqual(expect.arrayContaining([['gone'], []]))
      expect(await onLane(outbox, 2_000, { only: 'second', withNext: true })).toEqual([])
      const [first] = await onLane(outbox, 2_000, { only: 'first', withNext: true })
      expect(first?.notice.recipient).toBe('999901/commerce/liaison')
      await outbox.notices.record(tried(first!, { channel: 1, state: 'queued', at: 3_000 }, { outcome: 'refused' }))
      expect(await onLane(outbox, 3_000, { only: 'first' })).toEqual([])
      expect((await onLane(outbox, 3_000, { only: 'second' })).map(({ notice }) => notice.recipient).sort()).toEqual([
        '999901/commerce/head',
        '999901/commerce/liaison',
      ])
    })

    it('are not replaced where a channel before may have brought them', async () => {
      await queue(aDue())
      const [leased] = await lease(outbox, 2_000)
      await outbox.notices.record(tried(leased!, { channel: 1, state: 'queued', mayHaveIt: true, at: 3_000 }, { outcome: 'refused' }))
      await outbox.dues.add([aDue({ event: 'event-2' })], 2_500)
      const composed: string[][] = []
      await outbox.dues.gather({ ...READY, now: 2_500, replaced: { code: 'replaced', text: '' } }, (dues) => {
        composed.push(dues.map(({ event }) => event))
        return whole(dues)
      })
      expect(composed).toEqual([['event-2']])
    })

    it('may be put back untried, and that is no delivery', async () => {
      await queue(aDue())
      const [leased] = await lease(outbox, 2_000)
      await outbox.notices.record({ ...tried(leased!, { state: 'deferred', at: 3_000 }), delivery: null })
      expect(await outbox.deliveries.unpublished(10)).toEqual([])
      expect(await lease(outbox, 2_999)).toEqual([])
      const [again] = await lease(outbox, 3_000)
      await outbox.notices.record(tried(again!, {}))
      expect((await outbox.deliveries.unpublished(10)).map(({ attempt }) => attempt)).toEqual([1])
    })

    it('go on from how their recipient has fared on that channel', async () => {
      await queue(aDue(), aDue({ event: 'event-2', day: '2024-06-21' }), aDue({ event: 'event-3', day: '2024-06-22' }))
      const [first] = await lease(outbox, 2_000)
      const failed = { outcome: 'deferred', reach: { tries: 7, since: 1_234 } } as const
      await outbox.notices.record(tried(first!, { channel: 1, tries: 0, since: null, state: 'queued', at: 2_000 }, failed))
      const [onSecond] = await lease(outbox, 2_000)
      expect(onSecond?.standing).toMatchObject({ channel: 1, tries: 0, since: null })
      await outbox.notices.record(tried(onSecond!, {}))
      const [next] = await lease(outbox, 2_000)
      expect(next?.standing).toMatchObject({ channel: 0, tries: 7, since: 1_234 })
      await outbox.notices.record(tried(next!, {}, { reach: 'reached' }))
      expect((await lease(outbox, 2_000))[0]?.standing).toMatchObject({ channel: 0, tries: 0, since: null })
    })

    it('on the last channel have days of their own', async () => {
      await queue(aDue({ channels: ['first'] }), aDue({ channels: ['first'], event: 'event-2', day: '2024-06-21' }))
      const [first] = await lease(outbox, 2_000)
      await outbox.notices.record(tried(first!, { state: 'dead' }, { outcome: 'dead', reach: { tries: 7, since: 1_234 } }))
      expect((await lease(outbox, 2_000))[0]?.standing).toMatchObject({ tries: 7, since: null })
    })
  })

  it(`${name}: shows notices by channel and state, and since when the oldest has waited`, async () => {
    await queue(aDue(), aDue({ recipient: '999901/commerce/head', channels: ['second'] }))
    await outbox.dues.add([aDue({ event: 'event-2', day: '2025-01-01' }), aDue({ event: 'event-3', day: '2025-01-03' })], 7_000)
    const [leased] = await onLane(outbox, 2_000, { only: 'first' })
    await outbox.notices.record(tried(leased!, {}))
    const { notices, uncomposedSince } = await outbox.deliveries.overview({ day: '2025-01-01', now: 2_000 })
    expect(notices.toSorted((a, b) => (a.channel < b.channel ? -1 : 1))).toEqual([
      { channel: 'first', state: 'accepted', count: 1, waitingSince: null },
      { channel: 'second', state: 'queued', count: 1, waitingSince: 1_000 },
    ])
    expect(uncomposedSince).toBe(7_000)
    expect((await outbox.deliveries.overview({ day: '2024-12-31', now: 2_000 })).uncomposedSince).toBeNull()
  })

  it(`${name}: does not count what is put off to the morning as waiting until then, and what has failed all the same`, async () => {
    await queue(aDue(), aDue({ recipient: '999901/commerce/head', channels: ['second'] }))
    const leased = await lease(outbox, 2_000)
    for (const { notice, standing } of leased) {
      const next = { ...standing, state: notice.channels[0] === 'second' ? 'deferred' : 'queued', at: 9_000 } as const
      await outbox.notices.record({ notice, delivery: null, next, holder: 'one', triedAt: 2_000 })
    }
    const waiting = async (now: number) =>
      (await outbox.deliveries.overview({ day: '2025-01-01', now })).notices.map(({ channel, waitingSince }) => [channel, waitingSince]).toSorted()
    expect(await waiting(8_999)).toEqual([
      ['first', null],
      ['second', 1_000],
    ])
    expect(await waiting(9_000)).toEqual([
      ['first', 1_000],
      ['second', 1_000],
    ])
  })

  describe(`${name}: channels`, () => {
    const failing = (recipient: string, over = {}) => ({ channel: 'first', recipient, worked: false, code: '421', text: 'busy', now: 1_000, ...over })

    it('are sound until they fail, and again once they work', async () => {
      expect(await outbox.circuits.note(failing('a', { worked: true }))).toBeNull()
      expect(await outbox.circuits.look()).toEqual([])
      await outbox.circuits.note(failing('a'))
      expect(await (await open()).circuits.look()).toMatchObject([{ channel: 'first', failed: ['a'], trippedAt: null, code: '421', text: 'busy' }])
      await outbox.circuits.note(failing('b', { worked: true }))
      expect(await outbox.circuits.look()).toEqual([])
    })

    it('are tripped by many recipients, probed by one asker at a time, and closed by what works', async () => {
      for (const recipient of ['a', 'b', 'c', 'd']) await outbox.circuits.note(failing(recipient))
      const turn = await outbox.circuits.note(failing('e'))
      expect([turn?.before.trippedAt, turn?.after.trippedAt]).toEqual([null, 1_000])
      const [circuit] = await outbox.circuits.look()
      const at = circuit?.probeAt ?? 0
      expect(await outbox.circuits.probe({ channel: 'first', now: at - 1 })).toBe(false)
      expect(await Promise.all([outbox.circuits.probe({ channel: 'first', now: at }), outbox.circuits.probe({ channel: 'first', now: at })])).toEqual(
        expect.arrayContaining([true, false]),
      )
      expect(await outbox.circuits.probe({ channel: 'second', now: at })).toBe(false)
      const closed = await outbox.circuits.note(failing('e', { worked: true }))
      expect([closed?.before.trippedAt, closed?.after.trippedAt]).toEqual([1_000, null])
      expect(await outbox.circuits.probe({ channel: 'first', now: 1e12 })).toBe(false)
    })
  })

  describe(`${name}: sending again`, () => {
    const SAID = { code: 'sent-again', text: 'by hand' }
    const again = (ask: Partial<Parameters<Outbox['notices']['resend']>[0]> = {}) =>
      outbox.notices.resend({ which: 'dead', anyway: false, now: 5_000, said: SAID, ...ask })
    /** What is due ends as it is told. */
    const ended = async (state: 'accepted' | 'dead' | 'unknown', due: Due) => {
      await queue(due)
      const [leased] = await lease(outbox, 2_000)
      await outbox.notices.record(tried(leased!, { state, channel: 1, tries: 30, since: 1, unknowns: state === 'unknown' ? 2 : 0 }, { outcome: state }))
      return leased!.notice
    }

    it('begins at the first channel again, and the history says who had it so', async () => {
      const { id } = await ended('dead', aDue())
      expect(await again()).toMatchObject([{ notice: id, recipient: '999901/commerce/liaison', as: 'queued' }])
      expect(await outbox.deliveries.balance()).toMatchObject({ due: 1, waiting: 1, dead: 0 })
      expect(await lease(outbox, 4_999)).toEqual([])
      expect((await lease(outbox, 5_000))[0]?.standing).toEqual({ channel: 0, tries: 0, since: null, unknowns: 0, mayHaveIt: false })
      expect((await outbox.deliveries.unpublished(10)).map(({ attempt, outcome, code }) => [attempt, outcome, code])).toEqual([
        [1, 'dead', 'c'],
        [2, 'deferred', 'sent-again'],
      ])
      expect(await again()).toEqual([])
    })

    it('takes the channel that is named, of the route or not', async () => {
      const { id } = await ended('dead', aDue())
      await again({ which: { notice: id }, channel: 'third' })
      const [leased] = await onLane(outbox, 5_000, { only: 'third' })
      expect(leased?.notice.channels).toEqual(['first', 'second', 'third'])
      expect(leased?.standing.channel).toBe(2)
      await outbox.notices.record(tried(leased!, { state: 'dead' }, { outcome: 'dead' }))
      await again({ channel: 'second' })
      expect((await onLane(outbox, 5_000, { only: 'second' }))[0]?.standing.channel).toBe(1)
    })

    it('says that it may be a repeat where somebody may have it', async () => {
      const lost = await ended('unknown', aDue())
      await again({ which: { notice: lost.id } })
      expect((await lease(outbox, 5_000))[0]?.standing).toMatchObject({ unknowns: 0, mayHaveIt: true })
      const { id } = await ended('accepted', aDue({ recipient: '999901/commerce/head' }))
      expect(await again({ which: { notice: id } })).toMatchObject([{ as: 'accepted' }])
      expect(await again({ which: { notice: id }, anyway: true })).toMatchObject([{ as: 'queued' }])
      expect((await lease(outbox, 5_000))[0]?.standing).toMatchObject({ unknowns: 0, mayHaveIt: true })
    })

    it('leaves what was overtaken by newer words, unless it is to go anyway', async () => {
      const { id } = await ended('dead', aDue())
      await ended('accepted', aDue({ event: 'event-2', day: '2024-06-21' }))
      expect(await again()).toMatchObject([{ as: 'overtaken' }])
      expect(await lease(outbox, 5_000)).toEqual([])
      expect(await again({ which: { notice: id }, anyway: true })).toMatchObject([{ as: 'queued' }])
    })

    it('leaves what still waits, and knows nothing of what is not there', async () => {
      await queue(aDue())
      const id = aNoticeOf([aDue()]).id
      expect(await again({ which: { notice: id } })).toMatchObject([{ as: 'waiting' }])
      expect(await again({ which: { notice: 'none' } })).toEqual([])
    })

    it('composes anew what could not be put into words', async () => {
      await outbox.dues.add([aDue()], 1_000)
      const dead = (dues: readonly Due[]) => [aNoticeOf(dues, { subject: '', unsent: { state: 'dead', code: 'not-composed', text: 'fault' } })]
      await outbox.dues.gather(READY, dead)
      expect(await again()).toMatchObject([{ as: 'reopened' }])
      expect(await outbox.deliveries.balance()).toMatchObject({ due: 1, waiting: 1 })
      await outbox.dues.gather(READY, dead)
      expect(await outbox.deliveries.balance()).toMatchObject({ due: 1, dead: 1 })
      await again()
      await outbox.dues.gather(READY, whole)
      const [leased] = await lease(outbox, 5_000)
      await outbox.notices.record(tried(leased!, {}))
      expect((await outbox.deliveries.unpublished(10)).map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
        [1, 'dead'],
        [2, 'accepted'],
      ])
      expect(await outbox.deliveries.balance()).toMatchObject({ due: 1, accepted: 1 })
    })
  })
}
