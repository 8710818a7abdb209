import { createHash } from 'node:crypto'
import { type DeadLetter, deadLettered, type Event, type Observation } from '@shixu/domain'
import { anObservation } from '@shixu/testkit'
import { createMemoryIngestStores } from '@shixu/testkit/memory-ingest-stores'
import { createMemoryLog } from '@shixu/testkit/memory-log'
import { describe, expect, it } from 'vitest'
import { createIngest } from './ingest.ts'
import type { Document, Feed, Reading } from './ports.ts'

/** Lines `place value` or `place ! code`; everything else about a figure is the builder's. */
const read = ({ feed, name, bytes }: Document): Reading => {
  const lines = new TextDecoder().decode(bytes).split('\n').filter(Boolean)
  const refused = lines.filter((line) => line.includes('!'))
  return {
    observations: lines
      .filter((line) => !line.includes('!'))
      .map((line): Observation => {
        const [period = '', value = ''] = line.split(' ')
        return anObservation({ period, value: Number(value), published: `${period}-28`, source: `${feed}#${name}:${period}` })
      }),
    refusals: refused.map((line) => ({
      place: `${name}:${line.split(' ')[0]}`,
      code: line.split('!')[1] ?? '',
      reason: line,
      bytes: new TextEncoder().encode(line),
      about: 'invented-exports',
    })),
    missing: [],
  }
}

const aDocument = (text: string, receivedOn = '2024-12-01'): Document => {
  const bytes = new TextEncoder().encode(text)
  return { feed: 'office', name: 'table', bytes, sha256: createHash('sha256').update(bytes).digest('hex'), receivedOn }
}

/** A feed whose document changes under it, and which remembers the last one as real feeds do: after it was dealt with. */
const aFeed = (world: { text: string; remembered: string }): Feed => ({
  id: 'office',
  region: '999901',
  read,
  async *pull() {
    const document = aDocument(world.text)
    if (world.remembered !== document.sha256) yield document
    world.remembered = document.sha256
  },
})

const setUp = (text: string) => {
  const world = { text, remembered: '' }
  const log = createMemoryLog()
  const stores = createMemoryIngestStores()
  return { world, log, stores, feed: aFeed(world), ingest: createIngest({ log, ...stores }) }
}

const signal = new AbortController().signal
const DOCUMENT = '2024-03 7\n2024-04 !wrong-unit\n2024-05 8\n'

describe('ingest', () => {
  it('brings a document’s figures into the log and its refusals to the dead letters, and counts them', async () => {
    const { ingest, feed, log } = setUp(DOCUMENT)
    expect(await ingest.pullFeed(feed, signal)).toMatchObject([
      { document: { feed: 'office', name: 'table' }, appended: 2, unchanged: 0, refused: { 'wrong-unit': 1 } },
    ])
    expect(log.read('facts').map(({ event }) => event?.key)).toEqual([
      'observation/999901/invented-exports/2024-03/growth/ytd/2024-03-28',
      'observation/999901/invented-exports/2024-05/growth/ytd/2024-05-28',
    ])
    const [letter] = log.read('deadletters')
    const line = '2024-04 !wrong-unit'
    expect(letter?.event?.data).toEqual({
      source: 'office',
      place: 'table:2024-04',
      code: 'wrong-unit',
      reason: line,
      bytes: Buffer.from(line).toString('base64'),
      sha256: createHash('sha256').update(line).digest('hex'),
      length: line.length,
      day: '2024-12-01',
      about: 'invented-exports',
      document: aDocument(DOCUMENT).sha256,
    })
  })

  it('keeps the document, and does nothing for one that is unchanged', async () => {
    const { ingest, feed, log, stores } = setUp(DOCUMENT)
    await ingest.pullFeed(feed, signal)
    expect(await stores.archive.find('office', aDocument(DOCUMENT).sha256)).toEqual(aDocument(DOCUMENT))
    const before = log.read('facts').length
    expect(await ingest.pullFeed(feed, signal)).toEqual([])
    expect(log.read('facts')).toHaveLength(before)
  })

  it('appends of a table that repeats all months only what changed', async () => {
    const { ingest, feed, log, world } = setUp(DOCUMENT)
    await ingest.pullFeed(feed, signal)
    world.text = `${DOCUMENT}2024-06 8.4\n`
    expect(await ingest.pullFeed(feed, signal)).toMatchObject([{ appended: 1, unchanged: 2 }])
    expect(log.read('facts')).toHaveLength(3)
  })

  it('carries of a long refusal the first 64 KB, with hash and length of the whole', async () => {
    const long = `2024-04 !x${'x'.repeat(100_000)}`
    const { ingest, feed, log } = setUp(long)
    await ingest.pullFeed(feed, signal)
    const letter = log.read('deadletters')[0]?.event?.data as DeadLetter
    expect(Buffer.from(letter.bytes, 'base64')).toHaveLength(65_536)
    expect(letter).toMatchObject({ length: long.length, sha256: createHash('sha256').update(long).digest('hex') })
  })

  it('writes a thousand letters at most of one document, and says how many more there were', async () => {
    const { ingest, feed, log } = setUp(Array.from({ length: 1_500 }, (_, index) => `row${index} !bad`).join('\n'))
    expect(await ingest.pullFeed(feed, signal)).toMatchObject([{ refused: { bad: 1_500 } }])
    const letters = log.read('deadletters').map(({ event }) => event?.data as DeadLetter)
    expect(letters).toHaveLength(1_001)
    expect(letters.at(-1)).toMatchObject({ code: 'many-refusals', place: 'table', reason: expect.stringContaining('500 more rows') })
  })
})

/** A figure's last word under each key, and each letter once: what is left when repeats are taken for one. */
const content = (log: ReturnType<typeof createMemoryLog>): unknown => {
  const events = [...log.read('facts'), ...log.read('deadletters')].map(({ event }) => event as Event)
  return [...new Map(events.map((event) => [`${event.topic} ${event.topic === 'deadletters' ? event.id : event.key}`, event])).values()]
}

describe('a crash at any step of ingest', () => {
  const undisturbed = async () => {
    const { ingest, feed, log } = setUp(DOCUMENT)
    await ingest.pullFeed(feed, signal)
    return content(log)
  }

  it('changes nothing in what the log says in the end, and loses nothing', async () => {
    const expected = await undisturbed()
    for (let crashAt = 0; crashAt < 10; crashAt++) {
      const { feed, log, stores } = setUp(DOCUMENT)
      let step = 0
      const failing =
        <A extends unknown[], R>(act: (...args: A) => Promise<R>, when: 'before' | 'after') =>
        async (...args: A): Promise<R> => {
          if (when === 'before' && step++ === crashAt) throw new Error('killed')
          const result = await act(...args)
          if (when === 'after' && step++ === crashAt) throw new Error('killed')
          return result
        }
      const both = <A extends unknown[], R>(act: (...args: A) => Promise<R>) => failing(failing(act, 'after'), 'before')
      const broken = createIngest({
        log: { append: both(log.append) },
        archive: { ...stores.archive, keep: both(stores.archive.keep) },
        cursors: { known: both(stores.cursors.known), remember: both(stores.cursors.remember) },
        told: stores.told,
      })
      const killed = await broken.pullFeed(feed, signal).then(
        () => false,
        () => true,
      )
      expect(killed).toBe(crashAt < 8)
      await createIngest({ log, ...stores }).pullFeed(feed, signal)
      expect(content(log)).toEqual(expected)
    }
  })
})

describe('a retry of a dead letter', () => {
  const refusedThen = async (world: { text: string; mended: string }, place = 'table:2024-04') => {
    const { feed, log, stores, ingest } = setUp(world.text)
    await ingest.pullFeed(feed, signal)
    await stores.deadletters.record(log.read('deadletters').map(({ event }) => event as Event))
    const kept = (await stores.deadletters.list({})).find(({ letter }) => letter.place === place)!
    const mended: Feed = { ...feed, read: (document) => read({ ...document, bytes: new TextEncoder().encode(world.mended) }) }
    return { mended, kept, log, ingest }
  }

  it('ingests the row that can be read now, and that row alone', async () => {
    const { mended, kept, log, ingest } = await refusedThen({ text: DOCUMENT, mended: '2024-03 99\n2024-04 7.5\n2024-05 99\n' })
    expect(await ingest.retryLetter(mended, { kept })).toEqual({ mended: true, appended: 1, why: 'ingested' })
    expect(log.read('facts').map(({ event }) => (event!.data as Observation).value)).toEqual([7, 8, 7.5])
    expect(await ingest.retryLetter(mended, { kept })).toEqual({ mended: true, appended: 0, why: 'known already' })
  })

  it('says what still stands against it, and appends nothing', async () => {
    const { mended, kept, log, ingest } = await refusedThen({ text: DOCUMENT, mended: '2024-04 !no-unit\n' })
    expect(await ingest.retryLetter(mended, { kept })).toEqual({ mended: false, appended: 0, why: '2024-04 !no-unit' })
    expect(log.read('facts')).toHaveLength(2)
    expect(log.read('deadletters')).toHaveLength(1)
  })

  it('lets a jump pass only where somebody has looked', async () => {
    const jump: Reading = {
      observations: [3, 4, 5, 6].map((month) =>
        anObservation({ period: `2024-0${month}`, measure: 'level', unit: '元', value: month === 4 ? 4e9 : month, source: `office#table:2024-0${month}` }),
      ),
      refusals: [],
      missing: [],
    }
    const { log, stores, ingest, feed } = setUp('x')
    const jumping: Feed = { ...feed, read: () => jump }
    expect(await ingest.pullFeed(jumping, signal)).toMatchObject([{ appended: 3, refused: { jump: 1 } }])
    await stores.deadletters.record(log.read('deadletters').map(({ event }) => event as Event))
    const [kept] = await stores.deadletters.list({})
    expect(await ingest.retryLetter(jumping, { kept: kept! })).toMatchObject({ mended: false, why: expect.stringContaining('4000000000') })
    expect(await ingest.retryLetter(jumping, { kept: kept!, accept: true })).toEqual({ mended: true, appended: 1, why: 'ingested' })
  })

  it('of a whole document ingests all of it', async () => {
    const { feed, log, stores, ingest } = setUp('x')
    const refusing: Feed = {
      ...feed,
      read: ({ bytes }) => ({ observations: [], missing: [], refusals: [{ place: 'table', code: 'wrong-encoding', reason: 'made up', bytes, about: null }] }),
    }
    await ingest.pullFeed(refusing, signal)
    await stores.deadletters.record(log.read('deadletters').map(({ event }) => event as Event))
    const [kept] = await stores.deadletters.list({})
    const mended: Feed = { ...feed, read: (document) => read({ ...document, bytes: new TextEncoder().encode(DOCUMENT) }) }
    expect(await ingest.retryLetter(mended, { kept: kept! })).toMatchObject({ mended: true, appended: 2 })
    expect(log.read('deadletters').map(({ event }) => (event!.data as DeadLetter).code)).toEqual(['wrong-encoding', 'wrong-unit'])
  })

  it('is not possible without its document', async () => {
    const { ingest, feed } = setUp('x')
    const letter: DeadLetter = {
      source: 'office',
      place: 'p',
      code: 'c',
      reason: 'r',
      bytes: '',
      sha256: 's',
      length: 0,
      day: '2024-07-01',
      about: null,
      document: 'gone',
    }
    const kept = { id: deadLettered('999901', letter).id, region: '999901', letter, closed: null }
    expect(await ingest.retryLetter(feed, { kept })).toMatchObject({ mended: false, why: 'its document is not in the archive' })
  })
})

describe('a document that is read anew', () => {
  it('closes the letters of its rows that can be read now, and leaves the others open', async () => {
    const { feed, log, stores, ingest } = setUp(`${DOCUMENT}2024-07 !no-unit\n`)
    await ingest.pullFeed(feed, signal)
    await stores.deadletters.record(log.read('deadletters').map(({ event }) => event as Event))
    await ingest.ingestDocument(feed, aDocument('2024-04 7.5\n'))
    expect(await stores.deadletters.list({ open: true })).toHaveLength(2)
    const mended: Feed = { ...feed, read: (document) => read({ ...document, bytes: new TextEncoder().encode('2024-04 7.5\n2024-07 !no-unit\n') }) }
    await ingest.ingestDocument(mended, aDocument(`${DOCUMENT}2024-07 !no-unit\n`))
    expect((await stores.deadletters.list({})).map(({ letter, closed }) => [letter.place, closed?.as])).toEqual([
      ['table:2024-04', 'mended'],
      ['table:2024-07', undefined],
    ])
  })
})

describe('a report', () => {
  it('is appended once, and sent back where it jumps', async () => {
    const { ingest, log } = setUp('x')
    const report = (value: number, period = '2024-05') => anObservation({ measure: 'level', unit: '个', period, value, source: `report#projects/${period}` })
    expect(await ingest.report(report(512))).toEqual({ outcome: 'appended' })
    expect(await ingest.report(report(512))).toEqual({ outcome: 'known' })
    expect(await ingest.report(report(640_000, '2024-06'))).toMatchObject({ outcome: 'refused', why: expect.stringContaining('640000') })
    expect(await ingest.report(report(640_000, '2024-06'), { accept: true })).toEqual({ outcome: 'appended' })
    expect(log.read('facts')).toHaveLength(2)
  })
})
