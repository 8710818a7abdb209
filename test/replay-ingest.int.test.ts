import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { createFetch, openFeeds, replayed } from '@shixu/adapters/feeds'
import { loadRegistry } from '@shixu/contracts'
import { type Observation, observationKey } from '@shixu/domain'
import { createIngest } from '@shixu/pipeline'
import { createMemoryIngestStores } from '@shixu/testkit/memory-ingest-stores'
import { createMemoryLog } from '@shixu/testkit/memory-log'
import { expect, test } from 'vitest'
import { ROOT } from './rooms.ts'

const signal = new AbortController().signal
const forgetful = { recall: async () => null, remember: async () => undefined }

const open = (seed: string, today: string) => {
  const folder = join(ROOT, 'seeds', seed)
  const loaded = loadRegistry((name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null))
  if (!loaded.ok) throw new Error(`${seed} has problems`)
  const fetch = createFetch({ folder, now: () => 0 })
  const { feeds, problems } = openFeeds({ registry: loaded.registry, fetch, memory: forgetful, clock: { today: () => today }, workdays: chineseWorkdays() })
  expect(problems).toEqual([])
  const log = createMemoryLog()
  const ingest = createIngest({ log, ...createMemoryIngestStores() })
  const facts = () => log.read('facts').map(({ event }) => event!.data as Observation)
  const said = () => new Map(facts().map((each) => [observationKey(each), [each.value, each.unit, each.bound, each.publishedBasis, each.basis, each.source]]))
  return { feeds, ingest, log, facts, said }
}

/** All at once, as on the day after everything was out. */
const atOnce = async (seed: string) => {
  const { feeds, ingest, log, facts, said } = open(seed, '2026-06-30')
  for (const feed of feeds) await ingest.pullFeed(feed, signal)
  expect(log.read('deadletters')).toEqual([])
  return { facts: facts(), said: said() }
}

/** Day by day, in order of release, each feed one document a day. */
const byDay = async (seed: string) => {
  const { feeds, ingest, log, facts, said } = open(seed, '2026-06-30')
  const replays = await Promise.all(feeds.map((feed) => replayed(feed, { from: '2024-01-01', to: '2026-06-30', signal })))
  const days = [...new Set(replays.flatMap((replay) => replay.releaseDays()))].sort()
  for (const day of days) for (const replay of replays) for (const document of replay.pullOn(day)) await ingest.ingestDocument(replay, document)
  expect(log.read('deadletters')).toEqual([])
  return { facts: facts(), said: said(), days }
}

test.each([
  ['wuhan-2024', 170],
  ['demo-county', 0],
])('%s replayed day by day says what its documents say at once, each figure on the day it was published', async (seed, figures) => {
  const [whole, dealt] = [await atOnce(seed), await byDay(seed)]
  expect(dealt.said).toEqual(whole.said)
  expect(dealt.facts.length).toBe(whole.facts.length)
  expect(whole.facts.length).toBeGreaterThanOrEqual(figures)
  const published = dealt.facts.map((each) => (each.published < '2024-01-01' ? '2024-01-01' : each.published))
  expect(published).toEqual([...published].sort())
  expect(dealt.days.length).toBeGreaterThan(10)
})
