import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Delivery } from '@shixu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readState } from './open-state.ts'
import { stateFolder } from './state-folder.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
const REGION = 'wuhan-2024'
const REPLAY = ['replay', '--region', REGION, '--once', '--to', '2024-08-31']

/** Kills in this run: few in every test run, sixty by `npm run test:faults`. */
const KILLS = Number(process.env.SHIXU_KILLS ?? '6')

const home = mkdtempSync(join(tmpdir(), 'shixu-kill-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const start = (state: string) => {
  const child = spawn(process.execPath, [MAIN, ...REPLAY], { env: { ...process.env, SHIXU_STATE: join(home, state) }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  )
  return { child, ended, said: () => said, told: () => told }
}

/** How long it took, in milliseconds, and the table of all targets with which it ended. */
const finish = async (state: string) => {
  const began = Date.now()
  const { ended, said, told } = start(state)
  expect({ ...(await ended), told: told() }).toEqual({ code: 0, signal: null, told: '' })
  return { took: Date.now() - began, table: said().slice(said().indexOf('\n红灯 ')) }
}

const emlFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.eml'))
    .sort()

/** Ids and file names come from offsets, which a day that is lived twice moves on. */
const sent = ({ day, recipient, channel, outcome, subject, covers }: Delivery): string => [day, recipient, channel, outcome, subject, covers.length].join(' ')

/** All that a replay leaves behind, without what differs from run to run: offsets and how long things took. */
const leftBy = async (state: string) => {
  const opened = await readState(stateFolder(join(home, state, REGION)))
  try {
    const { ledger, outbox } = opened.stores
    const assessments = (await ledger.assessmentsOf('420100', 2024)).map(({ assessment, overdue }) => ({ assessment, overdue }))
    const targets = [...new Set(assessments.map(({ assessment }) => assessment.target))]
    const alerts = (await Promise.all(targets.map((target) => ledger.alertsOf(target)))).flat().map(({ id: _, sequence: __, ...event }) => event)
    const deliveries = await ledger.deliveriesOf({})
    const covered = deliveries
      .filter(({ outcome }) => outcome === 'accepted')
      .flatMap(({ recipient, covers }) => covers.map((event) => `${recipient} ${event}`))
    return {
      assessments,
      alerts,
      deliveries: deliveries.map(sent).sort(),
      covered,
      balance: await outbox.deliveries.balance(),
      mails: emlFiles(opened.folder.maildir),
    }
  } finally {
    await opened.close()
  }
}

let undisturbed: Awaited<ReturnType<typeof leftBy>>
let finished: Awaited<ReturnType<typeof finish>>
beforeAll(async () => {
  finished = await finish('undisturbed')
  undisturbed = await leftBy('undisturbed')
})

test('a replay tells people something to lose', () => {
  expect(undisturbed.mails.length).toBeGreaterThan(3)
  expect(undisturbed.alerts.length).toBeGreaterThan(3)
  const { accepted, superseded } = undisturbed.balance
  // A report that came before it was asked for is no longer asked for.
  expect(undisturbed.balance).toMatchObject({ due: accepted + superseded, waiting: 0 })
})

test(`killed ${KILLS} times at random moments and started again, it ends as if nothing had happened, and nobody hears a thing twice`, {
  timeout: 20 * 60_000,
}, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  process.stdout.write(`kills by seed ${seed}\n`)
  let random = seed
  for (let kill = 0; kill < KILLS; kill += 1) {
    random = (random * 48_271 + 11) % 2_147_483_647
    const { child, ended } = start('killed')
    await Promise.race([pause(100 + (random / 2_147_483_647) * finished.took * 0.6), ended])
    child.kill('SIGKILL')
    await ended
  }
  expect((await finish('killed')).table).toBe(finished.table)
  const { mails, covered, ...left } = await leftBy('killed')
  const { mails: mailsBefore, covered: coveredBefore, ...before } = undisturbed
  expect(left).toEqual(before)
  expect(mails.length).toBe(mailsBefore.length)
  expect(covered.length).toBe(coveredBefore.length)
  expect(new Set(covered).size).toBe(covered.length)
})
