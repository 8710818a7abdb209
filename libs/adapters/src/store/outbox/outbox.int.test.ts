import type { Due } from '@shixu/pipeline/ports'
import { aDue, aNoticeOf, anAlertEvent } from '@shixu/testkit'
import { onBothDatabases } from '@shixu/testkit/both-databases'
import { outboxContract } from '@shixu/testkit/outbox-contract'
import { freshDatabase } from '@shixu/testkit/postgres'
import { sql } from 'kysely'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { type Database, openPostgres, openSqlite } from '../database.ts'
import { migrate } from '../migrate.ts'
import { MIGRATIONS } from '../migrations.ts'
import { createProgress } from '../progress/create-progress.ts'
import { putRows } from '../put-rows.ts'
import { createOutbox } from './create-outbox.ts'
import { createHistory, type HistoryQuery } from './history.ts'
import type { OutboxTables } from './tables.ts'

const READY = { day: '2024-06-20', now: 1_000, graceMs: 0 } as const

onBothDatabases('the outbox', { sqlite: openSqlite, postgres: openPostgres }, (open, kind) => {
  const started = async (): Promise<Database> => {
    const db = await open()
    await migrate(db)
    return db
  }
  outboxContract(
    'outbox',
    async () => {
      await started()
      return async () => createOutbox(await open())
    },
    { shared: kind === 'postgres' },
  )

  it('does not balance where a notice is gone, so that somebody looks', async () => {
    const db = await started()
    const outbox = createOutbox(db)
    await outbox.dues.add([aDue(), aDue({ event: 'event-2' })], 1_000)
    await outbox.dues.gather(READY, (dues) => [aNoticeOf(dues)])
    await db.$extendTables<OutboxTables>().deleteFrom('outbox_notice').execute()
    expect(await outbox.deliveries.balance()).toEqual({ due: 2, accepted: 0, refused: 0, dead: 0, unknown: 0, superseded: 0, waiting: 0 })
  })

  it.each([
    ['accepted', 'from its first part on', ['notice-10']],
    ['dead', 'from where it was', ['notice-1', 'notice-1/1000', 'notice-10']],
  ] as const)('sends what was %s again %s', async (state, _from, kept) => {
    const db = await started()
    const [outbox, progress] = [createOutbox(db), createProgress(db)]
    await outbox.dues.add([aDue()], 1_000)
    await outbox.dues.gather(READY, (dues) => [aNoticeOf(dues, { id: 'notice-1' })])
    const [leased] = await outbox.notices.lease({ holder: 'one', now: 1_000, forMs: 1_000, limit: 1 })
    const { notice, standing } = leased!
    await outbox.notices.record({ notice, delivery: null, next: { ...standing, state, at: null }, holder: 'one', triedAt: 1_000 })
    for (const message of ['notice-1', 'notice-1/1000', 'notice-10']) await progress.begin({ channel: 'wecom-app', message }, [])
    await outbox.notices.resend({ which: { notice: 'notice-1' }, anyway: true, now: 2_000, said: { code: 'sent-again', text: '' } })
    const { rows } = await sql<{ message: string }>`select message from channel_progress order by message`.execute(db)
    expect(rows.map(({ message }) => message)).toEqual(kept)
  })

  it.each([
    ['nothing has gone out', 'waiting', ['event-1', 'event-2']],
    ['a part is out', 'taken', ['event-2']],
    ['a part may be out', 'sending', ['event-2']],
  ] as const)('replaces what waits in parts only where nothing of it is out: %s', async (_where, state, told) => {
    const db = await started()
    const [outbox, progress] = [createOutbox(db), createProgress(db)]
    const gathered: (readonly string[])[] = []
    const gather = () =>
      outbox.dues.gather({ ...READY, replaced: { code: 'replaced', text: '' } }, (dues) => {
        gathered.push(dues.map(({ event }) => event).toSorted())
        return [aNoticeOf(dues)]
      })
    await outbox.dues.add([aDue()], 1_000)
    await gather()
    const [leased] = await outbox.notices.lease({ holder: 'one', now: 1_000, forMs: 1_000, limit: 1 })
    const { notice, standing } = leased!
    // What the words say is not how far they have come.
    const part = { kind: 'markdown', content: '{"state":"taken"}', state: 'waiting', since: null } as const
    await progress.begin({ channel: 'wecom-robot', message: notice.id }, [part, part])
    await progress.keep({ channel: 'wecom-robot', message: notice.id }, [{ ...part, state }, part])
    const next = { ...standing, state: 'deferred', at: 70_000 } as const
    await outbox.notices.record({ notice, delivery: null, next, holder: 'one', triedAt: 1_000 })
    await outbox.dues.add([aDue({ event: 'event-2' })], 1_000)
    await gather()
    expect(gathered).toEqual([['event-1'], told])
  })

  it('lets one of those that mark deliveries at the same time count each', async () => {
    const db = await started()
    const outboxes = [createOutbox(db), createOutbox(kind === 'postgres' ? await open() : db)]
    const dues = Array.from({ length: 40 }, (_, at) => aDue({ recipient: `999901/commerce/liaison-${at + 2}` }))
    await outboxes[0]!.dues.add(dues, 1_000)
    await outboxes[0]!.dues.gather(READY, (due) => [aNoticeOf(due, { unsent: { state: 'superseded', code: 'handed-in', text: '' } })])
    // As many connections as are needed are there before it counts.
    const [all = []] = await Promise.all(outboxes.flatMap(({ deliveries }) => [deliveries.unpublished(100), deliveries.unpublished(100)]))
    const marked = await Promise.all(outboxes.flatMap(({ deliveries }) => [deliveries.published(all), deliveries.published(all.toReversed())]))
    expect(
      marked
        .flat()
        .map(({ recipient }) => recipient)
        .toSorted(),
    ).toEqual(dues.map(({ recipient }) => recipient).toSorted())
  })

  if (kind === 'postgres') return

  it('takes the lease of a process that is gone at once: a file has one process', async () => {
    const outbox = createOutbox(await started())
    await outbox.dues.add([aDue()], 1_000)
    await outbox.dues.gather(READY, (dues) => [aNoticeOf(dues)])
    await outbox.notices.lease({ holder: 'before the crash', now: 2_000, forMs: 60_000, limit: 1 })
    const [leased] = await outbox.notices.lease({ holder: 'after it', now: 2_001, forMs: 60_000, limit: 1 })
    expect(leased?.standing.unknowns).toBe(1)
  })
})

onBothDatabases('an outbox of the version before', { sqlite: openSqlite, postgres: openPostgres }, (open) => {
  it('is taken over with all that is due, with its words, and with its history', async () => {
    const db = await open()
    await migrate(db, Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '016' || name >= '02')))
    const [first, second] = [aDue(), aDue({ recipient: '999901/commerce/head', role: 'supervision' })]
    const { text, html, markdown } = aNoticeOf([first])
    const open015 = aDue({ event: 'event-2', told: anAlertEvent({ type: 'resolved', why: 'turned-green' }) })
    for (const [due, notice] of [
      [first, 'notice-1'],
      [second, null],
      [open015, null],
    ] as const) {
      const { event, recipient, region, bureau, alert, day, role, route, channels, told } = due
      const row = {
        event,
        recipient,
        region,
        bureau,
        alert,
        day,
        role,
        route,
        channels: JSON.stringify(channels),
        told: JSON.stringify(told),
        added_at: 1_000,
        notice,
      }
      await putRows(db, 'outbox_due', { rows: [row], onConflict: 'keep' })
    }
    const { id: _, covers, threads, channels, unsent: __, ...words } = aNoticeOf([first])
    const lists = { covers: JSON.stringify(covers), threads: JSON.stringify(threads), channels: JSON.stringify(channels) }
    const standing = { made_at: 1_000, state: 'queued', channel: 0, tries: 0, unknowns: 0, attempts: 0, via: 'first', spare: 1, next_at: 1_000 }
    await putRows(db, 'outbox_notice', { rows: [{ id: 'notice-1', ...words, ...lists, ...standing }], onConflict: 'keep' })

    await migrate(db)
    const outbox = createOutbox(db)
    const [leased] = await outbox.notices.lease({ holder: 'one', now: 2_000, forMs: 60_000, limit: 10 })
    expect(leased).toMatchObject({ notice: { id: 'notice-1', text, html, markdown }, told: [first.told], dueSince: 1_000 })
    const gathered: (readonly Due[])[] = []
    await outbox.dues.gather(READY, (dues) => {
      gathered.push(dues)
      return [aNoticeOf(dues)]
    })
    expect(gathered.flat().toSorted((a, b) => (a.event < b.event ? -1 : 1))).toEqual([second, open015])
    expect((await createHistory(db).list({})).map(({ event, type, why }) => [event, type, why]).toSorted()).toEqual([
      ['event-1', 'raised', 'turned-red'],
      ['event-1', 'raised', 'turned-red'],
      ['event-2', 'resolved', 'turned-green'],
    ])
  })
})

const server = inject('postgresUrl')

describe.skipIf(server === undefined)('the history where texts are ordered as people order them', () => {
  it('finds a target, and a notice by the beginning of its id', async () => {
    const db = openPostgres(await freshDatabase(String(server), 'en-US'))
    onTestFinished(() => db.destroy())
    await migrate(db)
    const [outbox, history] = [createOutbox(db), createHistory(db)]
    await outbox.dues.add([aDue(), aDue({ alert: '999901/2024/invented-exports-2/pace', event: 'event-2', recipient: '999901/commerce/head' })], 1_000)
    await outbox.dues.gather(READY, (dues) => [aNoticeOf(dues, { id: dues[0]?.event === 'event-1' ? '0a0fe1' : '0a0fe20' })])
    const found = async (query: HistoryQuery) => (await history.list(query)).map(({ event }) => event)
    expect(await found({ target: '999901/2024/invented-exports' })).toEqual(['event-1'])
    expect(await found({ notice: '0a0fe1' })).toEqual(['event-1'])
    expect(await found({ notice: '0a0fe2' })).toEqual(['event-2'])
    expect((await found({ notice: '0a' })).toSorted()).toEqual(['event-1', 'event-2'])
  })
})
