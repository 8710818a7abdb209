import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStores } from '@shixu/adapters/store'
import { aDue, aNoticeOf } from '@shixu/testkit'
import { freshDatabase } from '@shixu/testkit/postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { askJson, askShixu } from './test/ask-shixu.ts'

const COUNTY = ['--region', 'demo-county'] as const
const state = mkdtempSync(join(tmpdir(), 'shixu-deliveries-'))
const settings = { SHIXU_STATE: state, SHIXU_PORT: '0' }
afterAll(() => rmSync(state, { recursive: true, force: true }))
beforeAll(async () => expect(await askShixu(settings, 'replay', ...COUNTY, '--to', '2024-08-31', '--once')).toMatchObject({ exit: 0 }))

interface Told {
  readonly day: string
  readonly bureau: string
  readonly recipient: string
  readonly route: string
  readonly target: string
  readonly outcome: string
  readonly notice: { readonly id: string; readonly tries: readonly { readonly channel: string; readonly outcome: string }[] } | null
}

const told = (...args: readonly string[]) => askJson<Told>(settings, 'deliveries', ...COUNTY, ...args)

describe('what was told', () => {
  it('is there for everyone, with the route that led to him and every try', async () => {
    const all = await told()
    expect(all.length).toBeGreaterThan(3)
    const [sent, untold] = [all.filter(({ outcome }) => outcome !== 'superseded'), all.filter(({ outcome }) => outcome === 'superseded')]
    // That a report was handed in, or is overdue by now, needs no message; the history has it.
    for (const each of untold) expect(each).toMatchObject({ notice: { tries: [{ channel: 'none', outcome: 'superseded', code: 'handed-in' }] } })
    for (const each of sent)
      expect(each).toMatchObject({ outcome: 'accepted', route: expect.any(String), notice: { tries: [{ channel: 'maildir', outcome: 'accepted' }] } })
    expect(all.map(({ day }) => day)).toEqual(all.map(({ day }) => day).toSorted())
  })

  it('can be asked by bureau, recipient, day, target and outcome', async () => {
    const all = await told()
    const { bureau, recipient, target, day } = all.at(-1)!
    expect(await told('--bureau', bureau)).toEqual(all.filter((each) => each.bureau === bureau))
    expect(await told('--recipient', recipient.split('/').slice(1).join('/'))).toEqual(all.filter((each) => each.recipient === recipient))
    expect(await told('--since', day)).toEqual(all.filter((each) => each.day >= day))
    expect(await told('--target', target)).toEqual(all.filter((each) => each.target === target))
    expect(await told('--outcome', 'waiting')).toEqual([])
    expect(await told('--bureau', bureau, '--since', day, '--outcome', 'accepted')).toEqual(
      all.filter((each) => each.bureau === bureau && each.day >= day && each.outcome === 'accepted'),
    )
  })

  it('is told in words', async () => {
    const { said } = await askShixu(settings, 'deliveries', ...COUNTY)
    expect(said.join('\n')).toMatch(/^2024-\d\d-\d\d {2}\S+ 联络员 {2}已送达 {2}[0-9a-f]{12} {2}.+\n {4}进度预警发出（.+）.+按路由 \S+\n/mu)
    expect(said.join('\n')).toMatch(/^ {4}第1次 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d {2}本机邮箱 已送达（\S+） {2}\d+毫秒/mu)
    expect(await askShixu(settings, 'deliveries', ...COUNTY, '--outcome', 'dead')).toMatchObject({ exit: 0, said: ['nobody was to be told anything of that'] })
  })

  it.each([
    [['--bureau', 'nobody'], /nobody/u],
    [['--outcome', 'lost'], /Allowed choices are accepted/u],
    [['--target', 'nothing'], /There is no target "nothing"/u],
  ])('%s is no question', async (args, words) => {
    const { exit, told: beside } = await askShixu(settings, 'deliveries', ...COUNTY, ...args)
    expect(exit).toBe(2)
    expect(beside.join('\n')).toMatch(words)
  })
})

describe('sending again', () => {
  const resend = (...args: readonly string[]) => askShixu(settings, 'deliveries', 'resend', ...args, ...COUNTY)

  it('is refused for what has arrived, and done anyway where it is asked for', async () => {
    const id = (await told())[0]?.notice?.id ?? ''
    const refused = await resend(id.slice(0, 10))
    expect(refused).toMatchObject({ exit: 1, said: [] })
    expect(refused.told.join('\n')).toContain('was accepted: --anyway sends it again')
    expect((await resend(id.slice(0, 10), '--anyway')).said.join('\n')).toContain('sent again')
    expect((await told('--outcome', 'waiting')).map(({ notice }) => notice?.id)).toContain(id)
    await askShixu(settings, 'replay', ...COUNTY, '--to', '2024-09-01', '--once')
    const [again] = (await told()).filter(({ notice }) => notice?.id === id)
    expect(again?.notice?.tries.map(({ outcome }) => outcome)).toEqual(['accepted', 'deferred', 'accepted'])
  })

  it('asks for one notice, or for the dead', async () => {
    expect(await resend('--dead')).toMatchObject({ exit: 0, said: ['nothing is dead'] })
    expect(await resend()).toMatchObject({ exit: 2 })
    expect((await resend('ffff')).told.join('\n')).toContain('There is no notice ffff')
  })
})

const server = inject('postgresUrl')
describe.skipIf(server === undefined)('on a cluster', () => {
  it('asks the database, and puts what is dead back for the notifiers', async () => {
    const url = await freshDatabase(String(server))
    const stores = await openStores(url)
    const due = aDue({ channels: ['smtp'] })
    await stores.outbox.dues.add([due], 1_000)
    await stores.outbox.dues.gather({ day: due.day, now: 1_000, graceMs: 0 }, (dues) => [aNoticeOf(dues, { id: 'abc123' })])
    const [leased] = await stores.outbox.notices.lease({ holder: 'one', now: 1_000, forMs: 1_000, limit: 1 })
    const { notice, standing } = leased!
    await stores.outbox.notices.record({ notice, delivery: null, next: { ...standing, state: 'dead', at: null }, holder: 'one', triedAt: 1_000 })
    const onCluster = { ...settings, SHIXU_DATABASE_URL: url }
    expect(await askJson(onCluster, 'deliveries', ...COUNTY)).toMatchObject([
      { recipient: due.recipient, outcome: 'dead', notice: { id: 'abc123', tries: [] } },
    ])
    expect((await askShixu(onCluster, 'deliveries', 'resend', '--dead', '--channel', 'maildir', ...COUNTY)).said).toEqual([expect.stringContaining('abc123')])
    expect(await stores.outbox.notices.lease({ holder: 'one', now: Date.now() + 1_000, forMs: 1_000, limit: 1, lane: { only: 'maildir' } })).toHaveLength(1)
    await stores.close()
  })
})
