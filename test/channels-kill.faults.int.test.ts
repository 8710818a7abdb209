import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openStores } from '@shixu/adapters/store'
import { alertChanged } from '@shixu/domain'
import { anAlert, anAlertEvent, aTarget } from '@shixu/testkit'
import { type AlertmanagerServer, alertmanagerMissing, startAlertmanager } from '@shixu/testkit/alertmanager'
import { startMailServer } from '@shixu/testkit/mail-server'
import { freshDatabase } from '@shixu/testkit/postgres'
import { startFakeWeCom } from '@shixu/testkit/wecom'
import { simpleParser } from 'mailparser'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { BUREAUS, type FarEnds, notifierAt, targetOf, wallOf } from './channels-worker.ts'
import { startFaultyWay } from './faulty-way.ts'

const KILLS = Number(process.env.SHIXU_KILLS ?? 6)
const NOTIFIERS = 2
const MINUTES = 60_000

/** What the far ends do wrong, over and over. */
const WECOM_FAULTS = [
  { kind: 'drop-after' },
  { kind: 'errcode', errcode: -1 },
  { kind: 'slow', ms: 80 },
  { kind: 'drop-before' },
  { kind: 'status', status: 502 },
] as const
const WAY_FAULTS = [{ kind: 'drop-after' }, { kind: 'status', status: 502 }, { kind: 'slow', ms: 80 }, { kind: 'drop-before' }] as const
const MAIL_FAULTS = {
  rcpt: ['451 4.7.1 Greylisted', '550 5.1.1 No such user'],
  data: ['451 4.3.0 Try again', '421 4.3.2 Shutting down'],
}

const repeated = <T>(things: readonly T[], times: number): T[] => Array.from({ length: times }, () => things).flat()

const start = async () => {
  const maildir = mkdtempSync(join(tmpdir(), 'shixu-channels-kill-'))
  onTestFinished(() => rmSync(maildir, { recursive: true }))
  const began = Date.now()
  // The far end counts its minutes and ends its tokens by the faster wall too, or it would drop what a member has room for.
  const wecom = await startFakeWeCom({ now: wallOf({ began }).now, members: BUREAUS })
  onTestFinished(() => wecom.close())
  wecom.fail(...repeated(WECOM_FAULTS, KILLS))
  const often = Math.ceil(KILLS / 2)
  const answers = { rcpt: repeated(MAIL_FAULTS.rcpt, often), data: repeated(MAIL_FAULTS.data, often) }
  const mail = await startMailServer({ answers, beforeReply: () => pause(Math.random() * 60) })
  onTestFinished(() => mail.close())
  const alertmanager = await startAlertmanager()
  onTestFinished(() => alertmanager.stop())
  const way = await startFaultyWay(alertmanager.url, repeated(WAY_FAULTS, often))
  onTestFinished(() => way.close())
  const database = await freshDatabase(String(inject('postgresUrl')))
  const ends: FarEnds = { database, wecom: wecom.base, mailPort: mail.port, alertmanager: way.url, maildir, began }
  const stores = await openStores(ends.database)
  onTestFinished(() => stores.close())
  return { ends, stores, wecom, mail, alertmanager }
}

const startNotifier = async (ends: FarEnds): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'channels-worker.ts'), JSON.stringify(ends)], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout!, 'data')
  return child
}

const recordsOf = (round: number) =>
  BUREAUS.map((bureau, at) => {
    const id = targetOf(bureau, round)
    const event = anAlertEvent({
      day: '2024-06-20',
      sequence: [0, round * 100 + at, 0],
      subject: aTarget({ id, nameZh: id, lead: { bureau, basis: 'stated' } }),
      alert: anAlert({ target: `999901/2024/${id}` }),
    })
    return { topic: 'alerts' as const, partition: 0, offset: round * 100 + at, event: alertChanged(event) }
  })

type World = Awaited<ReturnType<typeof start>>

/** All that reached a bureau, by any way that brings messages. */
const arrivedAt = async ({ ends, wecom, mail }: World, bureau: string): Promise<readonly string[]> => {
  const mails = mail.mails.filter(({ to }) => to.includes(`${bureau}@example.org`)).map(({ raw }) => raw)
  const box = join(ends.maildir, '999901', bureau, 'new')
  const kept = existsSync(box) ? readdirSync(box).map((name) => readFileSync(join(box, name))) : []
  const read = await Promise.all([...mails, ...kept].map(async (raw) => simpleParser(raw)))
  const chats = ['robot', 'member'].flatMap((kind) => wecom.inboxes.of(`${kind}/${bureau}`))
  return [...chats.map(({ content }) => content), ...read.map(({ subject = '', text = '' }) => `${subject}\n${text}`)]
}

/** What stands at the real Alertmanager, which keeps states: a target as often as it is there. */
const standingAt = async (alertmanager: AlertmanagerServer): Promise<readonly string[]> =>
  (await alertmanager.alerts()).map(({ labels }) => labels.target ?? '').toSorted()

const TARGET = /bureau-\d+-round-\d{3}/gu

const isStill = async ({ stores }: World): Promise<boolean> => {
  const { notices, uncomposedSince } = await stores.outbox.deliveries.overview({ day: '2024-12-31', now: Number.MAX_SAFE_INTEGER })
  return uncomposedSince === null && notices.every(({ waitingSince }) => waitingSince === null)
}

describe.skipIf(inject('postgresUrl') === undefined || alertmanagerMissing() !== null)(
  'two notifiers on one store, all far ends at fault, killed again and again',
  () => {
    it('tell everyone what is due, and nothing twice that does not say so', { timeout: 15 * MINUTES }, async () => {
      const world = await start()
      const { ends, stores } = world
      const { processor } = notifierAt(ends, stores)
      const notifiers = await Promise.all(Array.from({ length: NOTIFIERS }, () => startNotifier(ends)))
      for (let round = 0; round < KILLS; round += 1) {
        await processor.take(0).handle(recordsOf(round))
        await pause(Math.random() * 500)
        const victim = notifiers[round % NOTIFIERS]!
        victim.kill('SIGKILL')
        await once(victim, 'exit')
        notifiers[round % NOTIFIERS] = await startNotifier(ends)
      }
      await expect.poll(() => isStill(world), { timeout: 5 * MINUTES, interval: 200 }).toBe(true)

      const { due, ...sides } = await stores.outbox.deliveries.balance()
      expect(due).toBe(KILLS * BUREAUS.length)
      expect(Object.values(sides).reduce((sum, count) => sum + count, 0)).toBe(due)
      expect(sides).toMatchObject({ waiting: 0, dead: 0, superseded: 0 })

      const history = await stores.history.list({})
      const accepted = history.filter(({ notice }) => notice?.state === 'accepted')
      const through = (channel: string) => accepted.filter(({ notice }) => notice?.channel === channel)
      for (const channel of ['wecom-robot', 'smtp', 'wecom-app', 'alertmanager', 'maildir'])
        expect([channel, through(channel).length > 0]).toEqual([channel, true])
      for (const bureau of BUREAUS) {
        const arrived = await arrivedAt(world, bureau)
        const foreign = arrived.flatMap((text) => text.match(TARGET) ?? []).filter((target) => !target.startsWith(`${bureau}-round-`))
        expect([bureau, foreign]).toEqual([bureau, []])
        for (const { target, notice } of history.filter((each) => each.bureau === bureau && each.notice?.channel !== 'alertmanager')) {
          const told = arrived.filter((text) => text.includes(target.split('/').at(-1)!))
          const isSilent = (text: string) => !text.includes('可能重复') && !/[（(]\d+\/\d+[）)]/u.test(text)
          if (notice?.state === 'accepted') expect([target, told.length > 0]).toEqual([target, true])
          expect([target, told.filter(isSilent).length <= 1]).toEqual([target, true])
        }
      }
      expect(world.wecom.application.dropped()).toEqual([])
      const toStand = through('alertmanager').map(({ target }) => target.split('/').at(-1)!)
      expect(await standingAt(world.alertmanager)).toEqual(toStand.toSorted())
    })
  },
)
