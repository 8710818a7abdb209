import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Workdays } from '@shixu/domain'
import { type AlertmanagerServer, alertmanagerMissing, startAlertmanager } from '@shixu/testkit/alertmanager'
import { startMailServer } from '@shixu/testkit/mail-server'
import { describe, expect, onTestFinished, test } from 'vitest'
import { withWorkdays } from '../../tools/alertmanager/workday-intervals.ts'
import { ALERTMANAGER } from './rule-files.ts'
import { squeezedAlertmanager } from './squeezed.ts'
import { startWebhookSink } from './webhook-sink.ts'

const run = promisify(execFile)
const TIMEOUT = { timeout: 30_000 }
const PATIENCE = { timeout: 20_000, interval: 200 }
const text = readFileSync(ALERTMANAGER, 'utf8')

type Labels = Readonly<Record<string, string>>

const fire = async ({ url }: AlertmanagerServer, ...alerts: readonly Labels[]): Promise<void> => {
  const body = JSON.stringify(alerts.map((labels) => ({ labels: { audience: 'operators', ...labels }, annotations: { summary: '虚构' } })))
  const { status } = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  expect(status).toBe(200)
}

const started = async (config: string): Promise<AlertmanagerServer> => {
  const server = await startAlertmanager({ config })
  onTestFinished(() => server.stop())
  return server
}

const sinkStarted = async () => {
  const sink = await startWebhookSink()
  onTestFinished(() => sink.stop())
  return sink
}

const FEED = { feed: 'customs', team: 'data' }
const TARGET = { region: '420100', year: '2024', target: 'foreign-trade', team: 'targets' }
const JOB = { job: 'shixu-evaluator', team: 'platform' }

/** What fires, what it silences, and the same of somebody else, which goes on. */
const INHIBITED: readonly (readonly [source: Labels, silenced: Labels, other: Labels])[] = [
  [
    { alertname: 'ShixuFeedFailing', ...FEED },
    { alertname: 'ShixuNothingSinceRelease', ...FEED },
    { alertname: 'ShixuNothingSinceRelease', feed: 'statistics', team: 'data' },
  ],
  [
    { alertname: 'ShixuFeedFailing', ...FEED },
    { alertname: 'ShixuFeedOverdue', ...FEED },
    { alertname: 'ShixuDeadLetters', reason: 'no-unit', team: 'data' },
  ],
  [
    { alertname: 'ShixuServiceDown', ...JOB },
    { alertname: 'ShixuConsumerLag', ...JOB },
    { alertname: 'ShixuConsumerLag', job: 'shixu-ledger', team: 'platform' },
  ],
  [
    { alertname: 'ShixuServiceDown', ...JOB },
    { alertname: 'ShixuRecallTooLong', ...JOB },
    { alertname: 'ShixuRecordsLost', ...JOB },
  ],
  [
    { alertname: 'ShixuTargetRed', ...TARGET },
    { alertname: 'ShixuMissProbabilityRising', ...TARGET },
    { alertname: 'ShixuMissProbabilityRising', ...TARGET, target: 'retail-sales' },
  ],
  [
    { alertname: 'ShixuTargetRed', ...TARGET },
    { alertname: 'ShixuTargetYellowTooLong', ...TARGET },
    { alertname: 'ShixuTargetYellowTooLong', ...TARGET, region: '420500' },
  ],
  [
    { alertname: 'ShixuChannelTripped', channel: 'smtp', team: 'notices' },
    { alertname: 'ShixuOutboxOldestWaiting', team: 'notices' },
    { alertname: 'ShixuNoticesGivenUp', team: 'notices' },
  ],
]

describe.skipIf(alertmanagerMissing() !== null)('Alertmanager, with the configuration of deploy/', () => {
  test('passes on what says more, and not what follows from it', TIMEOUT, async () => {
    const server = await started(squeezedAlertmanager((await sinkStarted()).url))
    for (const [source, silenced, other] of INHIBITED) {
      await fire(server, source, silenced, other)
      const stateOf = async (wanted: Labels) =>
        (await server.alerts()).find(({ labels }) => Object.entries(wanted).every(([name, value]) => labels[name] === value))?.status.state
      await expect
        .poll(async () => [await stateOf(source), await stateOf(silenced), await stateOf(other)], PATIENCE)
        .toEqual(['active', 'suppressed', 'active'])
    }
  })

  test('sends its mails to the catcher as it is, with the addresses of operators', TIMEOUT, async () => {
    const received: string[] = []
    const mail = await startMailServer({ received: ({ raw }) => void received.push(raw.toString()) })
    onTestFinished(() => mail.close())
    const server = await started(text.replace('mail:1025', `127.0.0.1:${mail.port}`).replaceAll(/group_wait: \S+/gu, 'group_wait: 1s'))
    await fire(server, { alertname: 'ShixuServiceDown', severity: 'critical', ...JOB })
    await expect.poll(() => received.length, PATIENCE).toBe(1)
    expect(received[0]).toMatch(/^To: on-call@example\.org\r?$/mu)
    expect(received[0]).toContain('ShixuServiceDown')
  })

  test('takes the lines for real as the head of the file says', TIMEOUT, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shixu-alertmanager-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const [, ...commands] = /sed -e '([^']+)' -e '([^']+)'/u.exec(text) ?? []
    const { stdout } = await run('sed', [...commands.flatMap((command) => ['-e', command]), ALERTMANAGER])
    writeFileSync(join(folder, 'alertmanager.yml'), stdout)
    expect((await run('amtool', ['check-config', join(folder, 'alertmanager.yml')])).stdout).toContain('SUCCESS')
    expect(stdout).not.toMatch(/catcher$|#~/mu)
    for (const said of ['smtp_auth_password_file', 'alertmanager_pager_token', 'alertmanager_screen_token'])
      expect(stdout).toMatch(new RegExp(`^[^#]+${said}`, 'mu'))
  })
})

/** A calendar in which every day is as the test says. Years and months that the section names are today's own. */
const always = (isWorkday: boolean): Workdays => ({ isWorkday: () => isWorkday, knownUntil: `${new Date().getUTCFullYear() + 1}-01-02` })

describe.skipIf(alertmanagerMissing() !== null)('Alertmanager, in a year in which', () => {
  /** As deploy/ has it on workdays, but around the clock and without patience. */
  const told = async (workdays: Workdays): Promise<readonly string[]> => {
    const sink = await sinkStarted()
    const aroundTheClock = withWorkdays(text, workdays).replaceAll('"08:30"', '"00:00"').replaceAll('"18:00"', '"24:00"')
    const server = await started(squeezedAlertmanager(sink.url, { text: aroundTheClock, keepsHours: true }))
    // The one waits for workdays, the other does not.
    await fire(server, { alertname: 'ShixuFeedOverdue', severity: 'warning', ...FEED }, { alertname: 'ShixuServiceDown', severity: 'critical', ...JOB })
    const names = () => sink.notified.flatMap(({ alerts }) => alerts.map(({ labels }) => labels.alertname ?? ''))
    await expect.poll(names, PATIENCE).toContain('ShixuServiceDown')
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    return [...new Set(names())].toSorted()
  }

  test('every day is a holiday: tells what cannot wait, and nothing else', TIMEOUT, async () => {
    expect(await told(always(false))).toEqual(['ShixuServiceDown'])
  })

  test('every day is worked, weekends too: tells both', TIMEOUT, async () => {
    expect(await told(always(true))).toEqual(['ShixuFeedOverdue', 'ShixuServiceDown'])
  })
})
