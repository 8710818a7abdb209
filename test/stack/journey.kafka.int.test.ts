import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alertmanagerMissing } from '@shixu/testkit/alertmanager'
import { prometheusMissing } from '@shixu/testkit/prometheus'
import { type ParsedMail, simpleParser } from 'mailparser'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { shixu } from '../../tools/stack/process.ts'
import { type Stack, startStack } from '../../tools/stack/start-stack.ts'
import { inventedCsv, writeSeeds } from '../cluster/invented-seeds.ts'

const REGION = '999917'
const PATIENCE = { timeout: 60_000, interval: 250 }

/** The month before the last whose figure is out for certain, in the year whose promise it is held against. */
const newestMonth = () => {
  const { year, month } = Temporal.Now.plainDateISO('Asia/Shanghai').subtract({ days: 50 })
  return { year, month: Math.min(Math.max(month, 2), 11) }
}

const isEverythingHere = inject('kafkaBrokers') !== undefined && inject('postgresUrl') !== undefined && !alertmanagerMissing() && !prometheusMissing()

describe.runIf(isEverythingHere)('a CSV that an office serves by HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-journey-'))
  const newest = newestMonth()
  const target = `${REGION}/${newest.year}/trade`
  const office = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' }).end(inventedCsv(newest)))
  let stack: Stack

  beforeAll(async () => {
    await new Promise<void>((resolve) => office.listen(0, '127.0.0.1', resolve))
    const { port } = office.address() as AddressInfo
    writeSeeds(join(folder, 'seeds'), { regions: [REGION], newest, feedOf: () => `http://127.0.0.1:${port}/figures.csv`, channels: ['smtp'] })
    stack = await startStack({ seeds: join(folder, 'seeds'), impatient: true })
  }, 240_000)
  afterAll(async () => {
    await stack?.stop()
    office.close()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  const ask = async (url: string): Promise<unknown> => (await fetch(url)).json()

  test('is seen in Prometheus', { timeout: 90_000 }, async () => {
    const query = encodeURIComponent(`shixu_target_light{region="${REGION}",target="trade"}`)
    const value = async () => {
      const { data } = (await ask(`${stack.addresses.prometheus}/api/v1/query?query=${query}`)) as { data: { result: { value: [number, string] }[] } }
      return data.result.map((each) => each.value[1])
    }
    await expect.poll(value, PATIENCE).toEqual(['3'])
  })

  test('fires in Alertmanager, for operators', { timeout: 90_000 }, async () => {
    const fired = async () => {
      const alerts = (await ask(`${stack.addresses.alertmanager}/api/v2/alerts`)) as { labels: Record<string, string> }[]
      return alerts.map(({ labels }) => [labels.alertname, labels.region, labels.target, labels.audience])
    }
    await expect.poll(fired, PATIENCE).toContainEqual(['ShixuTargetRed', REGION, 'trade', 'operators'])
  })

  test('reaches the bureau that answers for it, by a real mail server, once', { timeout: 90_000 }, async () => {
    // Those of Alertmanager to operators lie beside it.
    const mails = async () => {
      const all = await Promise.all(readdirSync(stack.folders.mail).map((name) => simpleParser(readFileSync(join(stack.folders.mail, name)))))
      return all.filter(({ from }) => from?.value[0]?.address === 'shixu@example.org')
    }
    await expect.poll(mails, PATIENCE).toHaveLength(1)
    const [mail] = (await mails()) as [ParsedMail]
    expect(mail.subject).toContain('红灯')
    expect([mail.to].flat().flatMap((each) => each?.value.map(({ address }) => address))).toEqual(['commerce@example.org'])
    expect(mail.text).toContain('外贸进出口总额增长8%')
  })

  test('is a point of the curve that the API answers with', { timeout: 90_000 }, async () => {
    const curve = async () => {
      const { points = [] } = (await ask(`${stack.addresses.ledger}/api/v1/targets/${target}/curve`)) as { points?: { period: string; light: string }[] }
      return points.map(({ period, light }) => [period, light])
    }
    const period = `${newest.year}-${String(newest.month).padStart(2, '0')}`
    await expect.poll(curve, PATIENCE).toContainEqual([period, 'red'])
  })

  test('can be answered for by the bureau, and refused with a reason, by commands on the cluster', { timeout: 120_000 }, async () => {
    const promised = Temporal.Now.plainDateISO('Asia/Shanghai').add({ days: 10 }).toString()
    const given = ['acknowledge', 'trade', '--region', REGION, '--by', 'commerce', '--reason', '虚构原因', '--until', promised]
    expect(await shixu(stack.settings, given)).toBe(`${target} acknowledged until ${promised}: appended\n`)
    expect(await shixu(stack.settings, ['deadletters', 'list', '--region', REGION])).toBe('no dead letter is open\n')
    const report = ['report', 'trade', '--region', REGION, '--period', `${newest.year}-06`, '--value', '1', '--by', 'commerce', '--evidence', '虚构']
    await expect(shixu(stack.settings, report)).rejects.toThrow('海关')
  })

  test('is a row of the ledger', { timeout: 90_000 }, async () => {
    const client = new pg.Client({ connectionString: stack.addresses.postgres })
    await client.connect()
    try {
      const rows = async () => (await client.query('select light, lead_bureau from target_now where target = $1', [target])).rows
      await expect.poll(rows, PATIENCE).toMatchObject([{ light: 'red', lead_bureau: 'commerce' }])
    } finally {
      await client.end()
    }
  })
})
