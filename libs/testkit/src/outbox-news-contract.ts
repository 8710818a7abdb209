import type { Due } from '@shixu/pipeline/ports'
import { describe, expect, it } from 'vitest'
import { type FreshOutbox, lease, READY, tried, whole } from './outbox-asking.ts'
import { aDue, aNoticeOf } from './outbox-builders.ts'

const SILENCED = { code: 'silenced', text: 'not now' } as const

/** What every outbox must know of what came before: who heard of an alert, and what was not sent yet. */
export const newsContract = (name: string, { outbox, queue }: FreshOutbox): void => {
  describe(`${name}: what is due, after what was before`, () => {
    it('names its regions while no notice covers it, and not before its day', async () => {
      await outbox.dues.add([aDue(), aDue({ event: 'event-2', region: '888801', day: '2024-06-21' }), aDue({ event: 'event-3' })], 1_000)
      expect(await outbox.dues.regions('2024-06-20')).toEqual([aDue().region])
      expect(await outbox.dues.regions('2024-06-21')).toEqual(['888801', aDue().region])
      await outbox.dues.gather(READY, whole)
      expect(await outbox.dues.regions('2024-06-20')).toEqual([])
    })

    it('tells who heard of an alert: not who was refused or left in peace, and he who is about to hear does', async () => {
      const to = (recipient: string, over: Partial<Due> = {}) => aDue({ recipient: `999901/commerce/${recipient}`, ...over })
      await outbox.dues.add([to('liaison'), to('head'), to('liaison-2'), to('liaison', { event: 'event-2', alert: 'another' })], 1_000)
      await outbox.dues.gather(READY, (dues) =>
        dues[0]!.recipient.endsWith('head') ? [aNoticeOf(dues, { id: 'quiet', unsent: { state: 'superseded', code: 'silenced', text: '' } })] : whole(dues),
      )
      const [first] = await lease(outbox, 2_000)
      await outbox.notices.record(tried(first!, { state: 'refused' }))
      await outbox.dues.add([to('liaison-3', { day: '2024-12-01', role: 'supporting' })], 1_000)
      const heard = await outbox.dues.heardOf([aDue().alert])
      const told = ['liaison', 'liaison-2'].filter((name) => !first?.notice.recipient.endsWith(`/${name}`))
      expect(heard.map(({ recipient }) => recipient.split('/')[2]).toSorted()).toEqual([...told, 'liaison-3'].toSorted())
      expect(heard.find(({ recipient }) => recipient.endsWith('-3'))).toMatchObject({ role: 'supporting', day: '2024-12-01', channels: aDue().channels })
      expect(await outbox.dues.heardOf(['nothing'])).toEqual([])
    })

    it('is moved to another day where it was not gathered yet, one event excepted', async () => {
      await queue(aDue({ event: 'told' }))
      await lease(outbox, 2_000)
      await outbox.dues.add([aDue({ event: 'waits' }), aDue({ event: 'not-this' }), aDue({ event: 'other', alert: 'another' })], 1_000)
      await outbox.dues.postpone({ alert: aDue().alert, but: 'not-this', day: '2024-09-01', withdrawn: SILENCED, now: 2_000 })
      const gathered: (readonly string[])[] = []
      const gather = (day: string) =>
        outbox.dues.gather({ ...READY, now: 9_000, day }, (dues) => {
          gathered.push(dues.map(({ event }) => event).toSorted())
          return whole(dues)
        })
      await gather('2024-08-31')
      await gather('2024-09-01')
      expect(gathered).toEqual([['not-this', 'other'], ['waits']])
    })

    it('is withdrawn where it is postponed and nothing has gone out; what else its message told is told by another', async () => {
      const other = aDue({ event: 'other', alert: 'another' })
      const elsewhere = aDue({ event: 'event-2', recipient: '999901/transport/liaison' })
      await queue(aDue(), other, elsewhere)
      await outbox.dues.postpone({ alert: aDue().alert, but: 'not-this', day: '2024-09-01', withdrawn: SILENCED, now: 2_000 })
      expect(await lease(outbox, 3_000)).toEqual([])
      const said = await outbox.deliveries.unpublished(10)
      expect(said.map(({ outcome, code, channel }) => [outcome, code, channel])).toEqual(Array(2).fill(['superseded', 'silenced', 'none']))
      expect(said.map(({ covers }) => covers.toSorted()).toSorted()).toEqual([['event-1', 'other'], ['event-2']])
      expect(await outbox.deliveries.balance()).toMatchObject({ due: 3, waiting: 3 })
      const gathered: (readonly string[])[] = []
      for (const day of ['2024-08-31', '2024-09-01'])
        await outbox.dues.gather({ ...READY, now: 9_000, day, replaced: { code: 'replaced', text: '' } }, (dues) => {
          gathered.push(dues.map(({ event }) => event).toSorted())
          return whole(dues)
        })
      expect(gathered[0]).toEqual(['other'])
      expect(gathered.slice(1).toSorted()).toEqual([['event-1', 'other'], ['event-2']])
    })

    it('is not withdrawn where it may have arrived, or is being tried', async () => {
      await queue(aDue(), aDue({ event: 'event-2', recipient: '999901/transport/liaison' }))
      const [one] = await lease(outbox, 2_000)
      await outbox.notices.record(tried(one!, { state: 'unknown', unknowns: 1, at: 3_000 }, { outcome: 'unknown' }))
      await outbox.dues.postpone({ alert: aDue().alert, but: 'not-this', day: '2024-09-01', withdrawn: SILENCED, now: 2_000 })
      expect((await outbox.deliveries.unpublished(10)).map(({ code }) => code)).toEqual(['c'])
      expect(await lease(outbox, 4_000)).toHaveLength(1)
    })

    describe('and was not sent yet', () => {
      const replaced = { code: 'replaced', text: 'newer' } as const
      const gathered = async (...dues: Due[]) => {
        await outbox.dues.add(dues, 1_000)
        const groups: (readonly string[])[] = []
        await outbox.dues.gather({ ...READY, day: '2024-12-31', replaced }, (group) => {
          groups.push(group.map(({ event }) => event).toSorted())
          return whole(group)
        })
        return groups
      }

      it('is told anew along with what is newer, once, and the history says so', async () => {
        await gathered(aDue())
        expect(await gathered(aDue({ event: 'event-2', day: '2024-06-21' }))).toEqual([['event-1', 'event-2']])
        expect((await lease(outbox, 2_000)).map(({ notice }) => notice.covers.toSorted())).toEqual([['event-1', 'event-2']])
        expect(await outbox.deliveries.unpublished(10)).toMatchObject([
          { attempt: 1, channel: 'none', outcome: 'superseded', code: 'replaced', covers: ['event-1'] },
        ])
        expect(await outbox.deliveries.balance()).toMatchObject({ due: 2, waiting: 2, superseded: 0 })
      })

      it('stays as it is where what is newer comes to nothing yet: it was there when it was looked for, and more of it came in since', async () => {
        await gathered(aDue())
        await outbox.dues.add([aDue({ event: 'event-2' })], 1_000)
        const ready = { ...READY, day: '2024-12-31', now: 5_000, graceMs: 1_000, replaced }
        await Promise.all([outbox.dues.gather(ready, whole), outbox.dues.add([aDue({ event: 'event-3' })], 4_900)])
        expect(await outbox.deliveries.balance()).toMatchObject({ due: 3, waiting: 3, superseded: 0 })
      })

      it('but not where an earlier try may have brought it, though the last one was put off', async () => {
        await gathered(aDue(), aDue({ event: 'event-9', recipient: '999901/transport/liaison' }))
        for (const leased of await lease(outbox, 2_000)) {
          const doubt = leased.notice.recipient === aDue().recipient ? { unknowns: 1 } : { mayHaveIt: true }
          await outbox.notices.record(tried(leased, { state: 'deferred', at: 3_000, ...doubt }, { outcome: 'deferred' }))
        }
        expect(await gathered(aDue({ event: 'event-2' }), aDue({ event: 'event-10', recipient: '999901/transport/liaison' }))).toEqual([
          ['event-2'],
          ['event-10'],
        ])
      })

      it('though it was put off, but not while it is tried, nor where it may have arrived', async () => {
        await gathered(aDue(), aDue({ event: 'event-9', recipient: '999901/transport/liaison' }))
        for (const leased of await lease(outbox, 2_000)) {
          const isFirst = leased.notice.recipient === aDue().recipient
          const next = isFirst ? ({ state: 'deferred', at: 3_000 } as const) : ({ state: 'unknown', unknowns: 1, at: 3_000 } as const)
          await outbox.notices.record(tried(leased, next, { outcome: isFirst ? 'deferred' : 'unknown' }))
        }
        expect(await gathered(aDue({ event: 'event-2' }))).toEqual([['event-1', 'event-2']])
        expect(await gathered(aDue({ event: 'event-10', recipient: '999901/transport/liaison' }))).toEqual([['event-10']])
        await lease(outbox, 4_000)
        expect(await gathered(aDue({ event: 'event-3' }))).toEqual([['event-3']])
        const said = (await outbox.deliveries.unpublished(20)).filter(({ code }) => code === 'replaced')
        expect(said).toMatchObject([{ attempt: 2, covers: ['event-1'] }])
      })
    })
  })
}
