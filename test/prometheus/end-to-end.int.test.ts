import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AlertmanagerServer, alertmanagerMissing, startAlertmanager } from '@shixu/testkit/alertmanager'
import { prometheusMissing, startPrometheus } from '@shixu/testkit/prometheus'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { endAll, type Spawned, shixu, spawnService } from '../cluster/spawned.ts'
import { ROOT } from '../rooms.ts'
import { squeezedAlertmanager, squeezedPrometheus, squeezedRules } from './squeezed.ts'
import { startWebhookSink } from './webhook-sink.ts'

const UNTIL = '2024-07-31'
const SCREENS = '  - { id: screens, match: {}, to: [{ bureau: screen }], channels: [alertmanager], continue: true }\n'
/** A reader of its own: nobody is told twice, so that a bureau whose alerts go to a screen would hear of them no other way. */
const SCREEN = `
  - id: screen
    name_zh: 值班大屏（虚构）
    name_en: Screen of the operators' room
    duties: 显示全部预警
    contacts: [{ step: liaison, name: 值班大屏, email: screen@example.org }]
`
const PATIENCE = { timeout: 40_000, interval: 500 }

/** A registry like the county's, whose alerts go to a screen too. */
const seedsIn = (folder: string): string => {
  const seeds = join(folder, 'seeds', 'demo-county')
  cpSync(join(ROOT, 'seeds', 'demo-county'), seeds, { recursive: true })
  const routes = join(seeds, 'routes.yaml')
  writeFileSync(routes, readFileSync(routes, 'utf8').replace('routes:\n', `routes:\n${SCREENS}`))
  const bureaus = join(seeds, 'bureaus.yaml')
  writeFileSync(bureaus, `${readFileSync(bureaus, 'utf8').trimEnd()}\n${SCREEN}`)
  return join(folder, 'seeds')
}

/** One whose feeds are a site that does not answer and a table in another unit. */
const brokenSeedsIn = (folder: string): string => {
  const seeds = join(folder, 'broken', 'demo-county')
  cpSync(join(ROOT, 'seeds', 'demo-county'), seeds, { recursive: true })
  const feed = (id: string, location: string) => `  - id: ${id}
    name_zh: 虚构的公布单位
    format: table
    location: ${location}
    schedule: "0 10 * * *"
    options:
      columns: { indicator: 指标, period: 截至月份, value: 数值, unit: 单位, published: 公布日期 }
      constants: { coverage: ytd, measure: level }
      names: { 招商引资到位资金: investment-attracted }
`
  writeFileSync(join(seeds, 'data', 'wrong-unit.csv'), '指标,截至月份,数值,单位,公布日期\n招商引资到位资金,2024-03,17.56,套,2024-04-17\n')
  writeFileSync(join(seeds, 'feeds.yaml'), `feeds:\n${feed('silent-office', 'http://127.0.0.1:9/none.csv')}${feed('wrong-unit', 'file:data/wrong-unit.csv')}`)
  return join(folder, 'broken')
}

const hostOf = (service: Spawned): string => /http:\/\/([\w.:]+)\//u.exec(service.told())?.[1] ?? ''

describe.skipIf(prometheusMissing() !== null || alertmanagerMissing() !== null)(
  'a replay and a real service, scraped by a real Prometheus that tells a real Alertmanager',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'shixu-live-'))
    const rules = squeezedRules()
    const opened: { stop(): unknown }[] = []
    let sink: Awaited<ReturnType<typeof startWebhookSink>>
    let alertmanager: AlertmanagerServer
    let replay: Spawned
    const settings = () => ({ SHIXU_SEEDS: seedsIn(folder), SHIXU_STATE: join(folder, 'replayed'), SHIXU_ALERTMANAGER_URLS: alertmanager.url })

    beforeAll(async () => {
      sink = await startWebhookSink()
      alertmanager = await startAlertmanager({ config: squeezedAlertmanager(sink.url) })
      replay = spawnService('standalone', settings(), ['replay', '--region', 'demo-county', '--to', UNTIL])
      const broken = { SHIXU_SEEDS: brokenSeedsIn(folder), SHIXU_STATE: join(folder, 'real'), SHIXU_METRICS_REGIONS: 'none' }
      const run = spawnService('standalone', broken, ['run', '--region', 'demo-county'])
      await vi.waitFor(() => expect([replay, run].map(hostOf)).not.toContain(''), PATIENCE)
      const prometheus = await startPrometheus({
        config: squeezedPrometheus({ rules, targets: [replay, run].map(hostOf), alertmanager: new URL(alertmanager.url).host }),
      })
      opened.push(sink, alertmanager, prometheus)
    }, 90_000)

    afterAll(async () => {
      await endAll()
      await Promise.all(opened.map((each) => each.stop()))
      for (const each of [folder, rules]) rmSync(each, { recursive: true, force: true })
    }, 30_000)

    const held = async (alertname: string) => (await alertmanager.alerts()).filter(({ labels }) => labels.alertname === alertname)
    const targetsOf = async (alertname: string) => (await held(alertname)).map(({ labels }) => labels.target).toSorted()

    test('what is red fires by the rules and by the notifier, and both name the same targets', { timeout: 60_000 }, async () => {
      await expect.poll(async () => (await fetch(`http://${hostOf(replay)}/readyz`)).status, PATIENCE).toBe(200)
      const { said } = await shixu(settings(), 'targets', '--region', 'demo-county', '--light', 'red', '--json')
      const red = said
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { readonly target: string }).target)
      expect(red.length).toBeGreaterThan(0)
      await expect.poll(() => targetsOf('ShixuTargetRed'), PATIENCE).toEqual(red.toSorted())
      expect(await targetsOf('TargetPace')).toEqual(expect.arrayContaining(red))
      const [alert] = await held('ShixuTargetRed')
      expect(alert).toMatchObject({ receivers: [{ name: 'target-desk' }], labels: { audience: 'operators', year: '2024' } })
      expect(alert?.labels).not.toHaveProperty('runbooks')
      expect(alert?.annotations).toMatchObject({ summary: expect.stringContaining('红灯'), runbook_url: expect.stringMatching(/\/target-red\.md$/u) })
    })

    test('a feed that cannot be pulled and a table in another unit are the data desk’s', { timeout: 60_000 }, async () => {
      await expect.poll(async () => (await held('ShixuFeedFailing')).map(({ labels }) => labels.feed), PATIENCE).toEqual(['silent-office'])
      await expect.poll(async () => (await held('ShixuDeadLetters')).map(({ labels }) => labels.reason), PATIENCE).toEqual(['wrong-unit'])
      for (const name of ['ShixuFeedFailing', 'ShixuDeadLetters']) expect((await held(name))[0]?.receivers).toEqual([{ name: 'data-desk' }])
    })

    test('screens are told by bureau, and nobody but operators is told anything', { timeout: 60_000 }, async () => {
      const groups = () => sink.notified.filter(({ receiver }) => receiver === 'screens').map(({ groupLabels }) => groupLabels.bureau)
      await expect.poll(() => new Set(groups()).size, PATIENCE).toBeGreaterThan(0)
      for (const { receiver, groupLabels, alerts } of sink.notified) {
        for (const { labels } of alerts) {
          expect(labels.audience).toBe('operators')
          if (receiver === 'screens') expect(labels.bureau).toBe(groupLabels.bureau)
        }
      }
    })

    test('a service that is gone is told to whoever is on call', { timeout: 60_000 }, async () => {
      const host = hostOf(replay)
      replay.kill('SIGKILL')
      await expect
        .poll(async () => (await held('ShixuServiceDown')).map(({ labels, receivers }) => [labels.instance, receivers[0]?.name]), PATIENCE)
        .toEqual([[host, 'on-call']])
      await expect
        .poll(() => sink.notified.some(({ receiver, alerts }) => receiver === 'on-call' && alerts.some(({ labels }) => labels.instance === host)), PATIENCE)
        .toBe(true)
    })
  },
)
