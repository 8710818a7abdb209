import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Day, Event } from '@shixu/domain'
import { EVALUATOR_GROUP, NOTIFIER_GROUP, RECORDER } from '@shixu/pipeline'
import { createLogger, serveAt, virtualClock } from '@shixu/runtime'
import { readSeed } from '@shixu/service'
import { simpleParser } from 'mailparser'
import { expect, onTestFinished, test } from 'vitest'
import { createHouse } from './house.ts'
import { openState } from './open-state.ts'
import { readSettings } from './settings.ts'
import { claimFolder, statePathOf } from './state-folder.ts'
import { runSteps } from './steps-running.ts'
import { newFolder } from './test/ask-shixu.ts'
import { type Answer, startFeedServer, table } from './test/feed-server.ts'
import { inventSeed } from './test/invented-seed.ts'

const REGION = '999901'
const TARGET = `${REGION}/2024/investment-attracted`
const GROUPS = [EVALUATOR_GROUP, NOTIFIER_GROUP, RECORDER]

const feedYaml = (id: string, location: string): string => `
  - id: ${id}
    name_zh: 虚构的公布单位
    format: table
    location: ${location}
    schedule: "0 10 * * *"
    options:
      columns: { indicator: 指标, period: 截至月份, value: 数值, unit: 单位, published: 公布日期 }
      constants: { coverage: ytd, measure: level }
      names: { 招商引资到位资金: investment-attracted, 项目开工: project-starts }
`

/** The whole of it in one process, with real parts and a calendar that the test moves on; only patience is short. */
const openHouse = async (feeds: Readonly<Record<string, string>>) => {
  const settings = readSettings({ SHIXU_STATE: newFolder(), SHIXU_PORT: '0', SHIXU_LOG_LEVEL: 'silent' })
  const { folder } = inventSeed(
    `feeds:${Object.entries(feeds)
      .map(([id, location]) => feedYaml(id, location))
      .join('')}`,
  )
  const seed = readSeed(settings.seeds, folder)
  const state = await openState(claimFolder(statePathOf(settings.state, seed.name), { mode: 'run' }), settings)
  const clock = virtualClock('2024-01-21')
  const lines: { readonly feed?: string; readonly err?: { readonly message: string } }[] = []
  const logger = createLogger({ service: 'journey', level: 'warn', destination: { write: (line) => void lines.push(JSON.parse(line)) } })
  const limits = { stallMs: 300, totalMs: 5_000, tries: 2, longestWaitMs: 1 }
  const house = createHouse({ state, seed, calendar: clock, replay: false, settings, logger, limits })
  await house.ingest.declareRegistry(seed.registry)
  const running = runSteps(house)
  const server = await serveAt(settings, { metrics: house.metrics, healthy: running.failure, ready: running.failure })
  onTestFinished(async () => {
    await server.close()
    await running.stop()
    await state.close()
  })
  const signal = new AbortController().signal
  return {
    house,
    state,
    /** A day begins, every feed is pulled at once, and all that follows from it comes to rest. */
    live: async (day: Day) => {
      clock.set(day)
      await house.ingest.beginDays([REGION], day)
      await Promise.all(house.feeds.map((feed) => house.ingest.tryPull(feed, signal)))
      await running.settled(GROUPS)
      await house.notifier.sendDue(signal)
      await running.settled(GROUPS)
    },
    metrics: async () => (await fetch(`${server.url}metrics`)).text(),
    /** What was logged of a feed. */
    logged: (feed: string) => lines.flatMap((line) => (line.feed === feed ? [line.err?.message] : [])),
    health: async () => (await fetch(`${server.url}healthz`)).status,
  }
}

type House = Awaited<ReturnType<typeof openHouse>>

const facts = ({ state }: House): readonly Event[] => [...state.log.read('facts')].flatMap(({ event }) => event ?? [])

const mailFiles = ({ state }: House) => readdirSync(state.folder.maildir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eml'))

const mailsOf = async ({ state }: House, bureau: string) => {
  const box = join(state.folder.maildir, REGION, bureau, 'new')
  return Promise.all(
    readdirSync(box)
      .sort()
      .map((name) => simpleParser(readFileSync(join(box, name)))),
  )
}

const HEAD = '指标,截至月份,数值,单位,公布日期'
const HISTORY = [92.2, 98.03, 108.35].flatMap((total, index) =>
  Array.from({ length: 11 }, (_, month) => {
    const year = 2021 + index
    const period = `${year}-${String(month + 2).padStart(2, '0')}`
    const published = month === 10 ? `${year + 1}-01-20` : `${year}-${String(month + 3).padStart(2, '0')}-20`
    return `招商引资到位资金,${period},${((total * (month + 2)) / 12).toFixed(2)},亿元,${published}`
  }),
)
const JUNE = '招商引资到位资金,2024-06,44.25,亿元,2024-07-17'
const REVISED = '招商引资到位资金,2024-06,66.25,亿元,2024-07-25'

test('a table that is released over HTTP becomes facts, a verdict, an alert, a mail, a metric and a row of the ledger', async () => {
  const site = await startFeedServer()
  const city = await openHouse({ office: `${site.address}/investment.csv` })
  site.answers.set('/investment.csv', table([HEAD, ...HISTORY].join('\n')))
  await city.live('2024-01-21')
  expect(facts(city).filter(({ type }) => type === 'observation-published')).toHaveLength(33)

  site.answers.set('/investment.csv', table([HEAD, ...HISTORY, JUNE].join('\n')))
  await city.live('2024-07-17')
  expect(facts(city).filter(({ type }) => type === 'observation-published')).toHaveLength(34)
  expect(site.asked.get('/investment.csv')).toBe(2)

  const { ledger } = city.state.stores
  const newest = (await ledger.assessmentsOf(REGION, 2024)).filter(({ assessment }) => assessment.target === TARGET).at(-1)
  expect(newest).toMatchObject({ assessment: { period: '2024-06', light: 'red', done: 4_425_000_000 } })
  expect((await ledger.alertsOf(TARGET)).map(({ type, day }) => [type, day])).toEqual([['raised', '2024-07-17']])
  expect((await ledger.deliveriesOf({ target: TARGET })).map(({ recipient, channel, outcome }) => [recipient, channel, outcome]).toSorted()).toEqual([
    [`${REGION}/commerce/liaison`, 'maildir', 'accepted'],
    [`${REGION}/development/liaison`, 'maildir', 'accepted'],
  ])

  const [mail] = await mailsOf(city, 'commerce')
  expect(mail).toMatchObject({
    subject: expect.stringMatching(/^\[示例\]新增红灯1项：招商引资到位资金/u),
    to: { value: [{ address: 'liaison@commerce.demo-county.example' }] },
    text: expect.stringMatching(/招商引资到位资金[\s\S]*44\.25亿元[\s\S]*120亿元/u),
    html: expect.stringContaining('招商引资到位资金'),
  })
  // What else this bureau has to hear of by then stands in the same digest.
  expect((await mailsOf(city, 'development')).map(({ text }) => text)).toEqual([expect.stringContaining('招商引资到位资金（红灯）')])

  const metrics = await city.metrics()
  const key = `region="${REGION}",year="2024",target="investment-attracted"`
  for (const line of [
    `shixu_target_light{${key}} 3`,
    `shixu_target_value{${key}} 4425000000`,
    `shixu_target_goal_value{${key}} 12000000000`,
    'shixu_alerts_total{kind="pace",event="raised"} 1',
    `shixu_notices_total{channel="maildir",result="accepted"} ${mailFiles(city).length}`,
    'shixu_observations_total{result="appended"} 34',
  ])
    expect(metrics.split('\n')).toContain(line)

  await city.live('2024-07-18')
  expect(site.asked.get('/investment.csv')).toBe(3)
  expect(facts(city).filter(({ type }) => type === 'observation-published')).toHaveLength(34)

  site.answers.set('/investment.csv', table([HEAD, ...HISTORY, JUNE, REVISED].join('\n')))
  await city.live('2024-07-25')
  expect((await ledger.alertsOf(TARGET)).map(({ type, day }) => [type, day]).at(-1)).toEqual(['corrected', '2024-07-25'])
  const correction = (await mailsOf(city, 'commerce')).find(({ subject }) => subject?.includes('更正'))
  expect(correction?.text).toMatch(/44\.25亿元[\s\S]*66\.25亿元/u)
  expect(correction?.references).toContain(mail?.references?.at(-1))
})

/** What publishers have been seen to give in place of a table, and what has to come of it. */
const HOSTILE: Readonly<Record<string, { readonly answer: Answer; readonly letters?: readonly string[]; readonly fault?: string }>> = {
  'wrong-columns': { answer: table(`月份,金额\n2024-03,17.56\n`), letters: ['missing-columns'] },
  'undeclared-gbk': {
    answer: (_, response) =>
      response.end(Buffer.concat([Buffer.from(`${HEAD}\n`), Buffer.from([0xd5, 0xd0, 0xc9, 0xcc]), Buffer.from(',2024-03,1,亿元,2024-04-17\n')])),
    letters: ['wrong-encoding'],
  },
  'wrong-unit': { answer: table(`${HEAD}\n招商引资到位资金,2024-03,17.56,套,2024-04-17\n`), letters: ['wrong-unit'] },
  'future-period': { answer: table(`${HEAD}\n招商引资到位资金,2025-03,17.56,亿元,2024-04-17\n`), letters: ['future-period'] },
  'negative-count': { answer: table(`${HEAD}\n项目开工,2024-03,-24,个,2024-04-17\n`), letters: ['negative-count'] },
  'web-page': { answer: table('<!doctype html><title>系统维护中</title>'), letters: ['not-a-table'] },
  large: {
    answer: (_, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' })
      let left = 50
      const more = () => {
        left -= 1
        if (left >= 0 && response.writable) response.write(Buffer.alloc(1 << 20, '1'), more)
        else response.end()
      }
      more()
    },
    fault: 'larger than the limit',
  },
  stalling: { answer: (_, response) => void response.writeHead(200, { 'content-length': '1000' }).write(HEAD), fault: 'sent nothing for too long' },
  gone: { answer: (_, response) => response.writeHead(404).end(), fault: 'nothing at this address' },
}

test('feeds that are broken in every way give dead letters or are refused with their reason, and the sound one goes on beside them', async () => {
  const site = await startFeedServer()
  const city = await openHouse({
    sound: `${site.address}/sound.csv`,
    ...Object.fromEntries(Object.keys(HOSTILE).map((id) => [id, `${site.address}/${id}.csv`])),
  })
  site.answers.set('/sound.csv', table([HEAD, ...HISTORY].join('\n')))
  for (const [id, { answer }] of Object.entries(HOSTILE)) site.answers.set(`/${id}.csv`, answer)
  await city.live('2024-04-18')
  site.answers.set('/sound.csv', table([HEAD, ...HISTORY, JUNE].join('\n')))
  await city.live('2024-07-17')

  const letters = await city.state.stores.deadletters.list({})
  const metrics = await city.metrics()
  for (const [id, { letters: codes = [], fault }] of Object.entries(HOSTILE)) {
    expect(letters.filter(({ letter }) => letter.source === id).map(({ letter }) => letter.code)).toEqual(codes)
    for (const code of codes) expect(metrics).toContain(`shixu_deadletters_total{reason="${code}"} 1`)
    const failures = Number(new RegExp(`^shixu_feed_failures_total\\{feed="${id}"\\} (\\d+)$`, 'mu').exec(metrics)?.[1] ?? 0)
    expect({ id, failures }).toEqual({ id, failures: fault === undefined ? 0 : 2 })
    if (fault !== undefined) expect(city.logged(id)).toEqual([expect.stringContaining(fault), expect.stringContaining(fault)])
  }
  expect(facts(city).filter(({ type }) => type === 'observation-published')).toHaveLength(34)
  expect(await mailsOf(city, 'commerce')).toHaveLength(1)
  expect(await city.health()).toBe(200)
})
