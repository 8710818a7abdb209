import type { FeedSpec, Observation, Registry } from '@shixu/domain'
import type { Document } from '@shixu/pipeline/ports'
import { anIndicator, LADDER, plainWorkdays } from '@shixu/testkit'
import { describe, expect, it, test } from 'vitest'
import type { Fetched } from './fetch/limits.ts'
import { feedProblems, openFeeds } from './open-feeds.ts'
import type { Pulled, PullMemory } from './pull-memory.ts'
import { replayed } from './replayed.ts'

const OPTIONS = { columns: { indicator: 'i', period: 'p', value: 'v', published: 'd' }, constants: { measure: 'growth' } }
const aSpec = (over: Partial<FeedSpec> = {}): FeedSpec => ({
  id: 'invented',
  nameZh: '虚构',
  format: 'table',
  location: 'file:t.csv',
  schedule: '0 10 * * *',
  options: OPTIONS,
  ...over,
})
const aRegistry = (feeds: readonly FeedSpec[], over: Partial<Registry> = {}): Registry => ({
  region: '999901',
  year: 2024,
  nameZh: '虚构县',
  nameEn: 'Invented county',
  invented: true,
  effective: '2024-01-25',
  coverageNote: 'invented',
  document: { title: '虚构报告', date: '2024-01-20', file: 'report.txt' },
  targets: [],
  indicators: [anIndicator()],
  bureaus: [],
  supervision: 'supervision',
  routes: [],
  ladder: LADDER,
  feeds,
  ...over,
})

const memoryOfPulls = (): PullMemory => {
  const pulls = new Map<string, Pulled>()
  return { recall: async (feed) => pulls.get(feed) ?? null, remember: async (feed, pulled) => void pulls.set(feed, pulled) }
}

const signal = new AbortController().signal

const setUp = (text: string) => {
  const server = { text, etag: '"1"', asked: [] as unknown[] }
  const memory = memoryOfPulls()
  const fetch = async (_location: string, { validators }: { readonly validators: unknown }): Promise<Fetched> => {
    server.asked.push(validators)
    return { kind: 'document', name: 't.csv', bytes: new TextEncoder().encode(server.text), validators: { etag: server.etag, lastModified: null } }
  }
  const open = (registry: Registry) => {
    const { feeds, problems } = openFeeds({ registry, fetch, memory, clock: { today: () => '2024-12-01' }, workdays: plainWorkdays })
    expect(problems).toEqual([])
    return feeds[0]!
  }
  return { server, open, feed: open(aRegistry([aSpec()])) }
}

const pull = async (feed: { pull: (signal: AbortSignal) => AsyncIterable<Document> }, each: (document: Document) => void = () => undefined) => {
  const pulled: Document[] = []
  for await (const document of feed.pull(signal)) {
    each(document)
    pulled.push(document)
  }
  return pulled
}

const TABLE =
  'i,p,v,d\ninvented-exports,2023-12,7,2024-01-28\ninvented-exports,2024-03,nonsense,\n\ninvented-exports,2024-03,8,2024-04-22\ninvented-exports,2024-04,8.5,\n'

describe('a feed', () => {
  it('gives a document once, and again when its bytes change', async () => {
    const { server, feed } = setUp(TABLE)
    expect(await pull(feed)).toMatchObject([{ feed: 'invented', name: 't.csv', receivedOn: '2024-12-01', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    expect(await pull(feed)).toEqual([])
    server.text += 'invented-exports,2024-05,9,\n'
    expect(await pull(feed)).toHaveLength(1)
  })

  it('asks by what the server said last, for unchanged bytes too', async () => {
    const { server, feed } = setUp(TABLE)
    await pull(feed)
    server.etag = '"2"'
    await pull(feed)
    await pull(feed)
    expect(server.asked).toEqual([null, expect.objectContaining({ etag: '"1"' }), expect.objectContaining({ etag: '"2"' })])
  })

  it('gives a document again that was not dealt with to its end', async () => {
    const { feed } = setUp(TABLE)
    const killed = () => {
      throw new Error('killed')
    }
    await expect(pull(feed, killed)).rejects.toThrow('killed')
    expect(await pull(feed)).toHaveLength(1)
  })

  it('reads the same bytes anew when its map or an indicator has changed', async () => {
    const { open, feed } = setUp(TABLE)
    await pull(feed)
    expect(await pull(open(aRegistry([aSpec({ options: { ...OPTIONS, encoding: 'utf-8' } })])))).toHaveLength(1)
    expect(await pull(open(aRegistry([aSpec()], { indicators: [anIndicator({ unit: '元' })] })))).toHaveLength(1)
  })
})

test('what is wrong with the feeds of a registry is said all at once', () => {
  const registry = aRegistry([
    aSpec({ id: 'a', format: 'xml' }),
    aSpec({ id: 'b', location: '/etc/passwd' }),
    aSpec({ id: 'c', options: {} }),
    aSpec({ id: 'd', location: 'file:/etc/passwd' }),
    aSpec({ id: 'e' }),
    aSpec({ id: 'f', location: 'x', schedule: '99 10 * * *', format: 'y' }),
  ])
  expect(feedProblems(registry, plainWorkdays).map(({ said }) => said)).toEqual([
    expect.stringContaining('feed "a": format "xml" is not known; right would be table'),
    expect.stringContaining('feed "b": location must be file:'),
    ...Array.from({ length: 4 }, () => expect.stringContaining('feed "c": options.columns.')),
    expect.stringContaining('feed "d": location must be file:'),
    ...['location must be file:', 'schedule: "99 10 * * *" is no cron expression', 'format "y" is not known'].map((problem) =>
      expect.stringContaining(`feed "f": ${problem}`),
    ),
  ])
})

describe('a replay', () => {
  const deal = async (from: string, to: string) => {
    const { feed } = setUp(TABLE)
    const replay = await replayed(feed, { from, to, signal })
    const read = (day: string) => replay.pullOn(day).map((document) => ({ document, reading: replay.read(document) }))
    return { feed, replay, read }
  }
  const brief = (observations: readonly Observation[]) => observations.map(({ period, published, source }) => [period, published, source])

  it('deals a table out by the day of publication, the assumed day too, at the places of the whole', async () => {
    const { replay, read } = await deal('2024-01-01', '2024-12-31')
    expect(replay.releaseDays()).toEqual(['2024-01-01', '2024-01-28', '2024-04-22', '2024-05-20'])
    expect(brief(read('2024-04-22')[0]!.reading.observations)).toEqual([['2024-03', '2024-04-22', 'invented#t.csv:5']])
    expect(brief(read('2024-05-20')[0]!.reading.observations)).toEqual([['2024-04', '2024-05-20', 'invented#t.csv:6']])
    expect(read('2024-05-21')).toEqual([])
  })

  it('has on its first day what was out before, and the rows that are refused', async () => {
    const { read } = await deal('2024-02-01', '2024-12-31')
    const [first] = read('2024-02-01')
    expect(brief(first!.reading.observations)).toEqual([['2023-12', '2024-01-28', 'invented#t.csv:2']])
    expect(first!.reading.refusals.map(({ place }) => place)).toEqual(['t.csv:3'])
    expect(first!.document).toMatchObject({ name: 't.csv', receivedOn: '2024-02-01' })
  })

  it('ends where it is told to', async () => {
    expect((await deal('2024-01-01', '2024-04-30')).replay.releaseDays()).toEqual(['2024-01-01', '2024-01-28', '2024-04-22'])
  })

  it('says altogether what the whole says', async () => {
    const { feed, replay } = await deal('2024-01-01', '2024-12-31')
    const whole = feed.read(await feed.whole(signal))
    const dealt = (await pull(replay)).flatMap((document) => replay.read(document).observations)
    expect(dealt).toEqual(whole.observations)
  })
})
