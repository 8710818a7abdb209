import { type DeadLetter, deadLettered, type Observation } from '@shixu/domain'
import type { Document } from '@shixu/pipeline/ports'
import { beforeEach, describe, expect, it } from 'vitest'
import { anObservation } from './builders.ts'
import type { MemoryIngestStores } from './memory-ingest-stores.ts'

/** The ports that ingest keeps things by. */
export type IngestStores = MemoryIngestStores

const aDocument = (over: Partial<Document> = {}): Document => ({
  feed: 'invented',
  name: 'table.csv',
  bytes: new TextEncoder().encode('指标,数值\n'),
  sha256: 'abc',
  receivedOn: '2024-07-01',
  ...over,
})

const aLetter = (over: Partial<DeadLetter> = {}): DeadLetter => ({
  source: 'invented',
  place: 'table.csv:3',
  code: 'wrong-unit',
  reason: 'made up',
  bytes: 'eA==',
  sha256: 'def',
  length: 1,
  day: '2024-07-01',
  about: 'invented-exports',
  document: 'abc',
  ...over,
})

/** What every set of ingest's stores must do. `start` makes empty ones for one test. */
export const ingestStoresContract = (name: string, start: () => Promise<IngestStores>): void => {
  let stores: IngestStores
  beforeEach(async () => {
    stores = await start()
  })
  const record = (...letters: DeadLetter[]) => stores.deadletters.record(letters.map((letter) => deadLettered('999901', letter)))

  describe(`${name}: the archive`, () => {
    it('gives back the bytes that it was given, by feed and hash', async () => {
      const document = aDocument({ bytes: Uint8Array.from({ length: 70_000 }, (_, index) => index % 251) })
      await stores.archive.keep(document)
      const found = await stores.archive.find('invented', 'abc')
      expect({ ...found, bytes: [...(found?.bytes ?? [])] }).toEqual({ ...document, bytes: [...document.bytes] })
      expect(await stores.archive.find('another', 'abc')).toBeNull()
      expect(await stores.archive.find('invented', 'abd')).toBeNull()
    })

    it('keeps the day on which the same bytes came first', async () => {
      await stores.archive.keep(aDocument())
      await stores.archive.keep(aDocument({ receivedOn: '2024-08-01' }))
      expect(await stores.archive.find('invented', 'abc')).toMatchObject({ receivedOn: '2024-07-01' })
    })
  })

  describe(`${name}: the cursors`, () => {
    const known = async (...periods: readonly string[]) =>
      (
        await stores.cursors.known(
          (periods.length > 0 ? periods : [anObservation().period]).map((period) => ({ region: '999901', indicator: 'invented-exports', period })),
        )
      ).map(({ published, bound, value }) => [published, bound, value])

    it('know each vintage once, and the last value said of it', async () => {
      await stores.cursors.remember([anObservation({ value: 7 }), anObservation({ value: 7.5 })])
      await stores.cursors.remember([anObservation({ value: 8 }), anObservation({ published: '2024-08-01', value: 9 })])
      expect((await known()).sort()).toEqual([
        ['2024-06-20', 'exact', 8],
        ['2024-08-01', 'exact', 9],
      ])
    })

    it('keep an exact figure and an estimate of one day apart', async () => {
      await stores.cursors.remember([anObservation({ value: 7 }), anObservation({ value: 8, bound: 'estimate' })])
      expect((await known()).sort()).toEqual([
        ['2024-06-20', 'estimate', 8],
        ['2024-06-20', 'exact', 7],
      ])
    })

    it('give a large number to the last digit, and nothing of other indicators or regions', async () => {
      const large = anObservation({ measure: 'level', unit: '元', value: 2_110_623_456_789.25 })
      await stores.cursors.remember([large, anObservation({ indicator: 'other' }), anObservation({ region: '999902' })])
      expect(await known()).toEqual([['2024-06-20', 'exact', 2_110_623_456_789.25]])
    })

    it('take five thousand vintages in one go, and none', async () => {
      const many: Observation[] = Array.from({ length: 5_000 }, (_, index) =>
        anObservation({ published: `${2000 + Math.floor(index / 12)}-01-01`, period: `2024-${String((index % 12) + 1).padStart(2, '0')}` }),
      )
      await stores.cursors.remember(many)
      await stores.cursors.remember([])
      expect(await known(...Array.from({ length: 12 }, (_, index) => `2024-${String(index + 1).padStart(2, '0')}`))).toHaveLength(5_000)
      expect(await stores.cursors.known([])).toEqual([])
    })

    it('give of other periods the newest level alone, and none that is zero', async () => {
      const level = { measure: 'level', unit: '元' } as const
      await stores.cursors.remember([
        anObservation({ ...level, period: '2023-11', published: '2023-12-20', value: 11 }),
        anObservation({ ...level, period: '2023-12', published: '2024-01-20', value: 12 }),
        anObservation({ ...level, period: '2024-02', published: '2024-03-20', value: 0 }),
      ])
      expect(await known('2024-03')).toEqual([['2024-01-20', 'exact', 12]])
    })
  })

  describe(`${name}: what was told`, () => {
    it('keeps the targets of a region and year, and forgets those that are gone', async () => {
      await stores.told.remember('999901', {
        targets: new Map([
          ['999901/2024/a', '1'],
          ['999901/2024/b', '2'],
          ['999901/2025/a', '3'],
        ]),
      })
      await stores.told.remember('999901', {
        targets: new Map([
          ['999901/2024/a', '5'],
          ['999901/2024/b', null],
        ]),
      })
      expect(await stores.told.targets('999901', 2024)).toEqual(new Map([['999901/2024/a', '5']]))
      expect(await stores.told.targets('999901', 2023)).toEqual(new Map())
    })

    it('keeps the last day of each region, which never goes back', async () => {
      expect(await stores.told.lastDay('999901')).toBeNull()
      await stores.told.remember('999901', { day: '2024-07-02' })
      await stores.told.remember('999901', { day: '2024-07-01' })
      await stores.told.remember('999902', { day: '2024-01-01' })
      expect(await stores.told.lastDay('999901')).toBe('2024-07-02')
    })
  })

  describe(`${name}: the dead letters`, () => {
    it('are listed oldest first, by what they are about and whether they are open', async () => {
      await record(aLetter({ place: 'table.csv:9', day: '2024-08-01' }), aLetter(), aLetter({ place: 'table.csv:4', about: null }))
      await record(aLetter())
      const all = await stores.deadletters.list({})
      expect(all.map(({ letter }) => letter.place)).toEqual(['table.csv:3', 'table.csv:4', 'table.csv:9'])
      expect(all[0]).toMatchObject({ region: '999901', letter: aLetter(), closed: null })
      expect(await stores.deadletters.list({ about: 'invented-exports', open: true })).toHaveLength(2)
      expect(await stores.deadletters.list({ region: '999902' })).toEqual([])
      expect(await stores.deadletters.list({ document: 'abc' })).toHaveLength(3)
      expect(await stores.deadletters.list({ document: 'abd' })).toEqual([])
      expect(await stores.deadletters.list({ id: all[1]!.id })).toEqual([all[1]])
    })

    const closedAs = async (as: 'mended' | 'dropped') => {
      await record(aLetter())
      const [letter] = await stores.deadletters.list({})
      await stores.deadletters.close(letter!.id, { on: '2024-07-05', as, why: 'looked at' })
      return async () => (await stores.deadletters.list({})).map(({ closed, letter: { code } }) => [closed?.as ?? 'open', code])
    }

    it('stay closed when the log is read again', async () => {
      const state = await closedAs('mended')
      await record(aLetter())
      expect(await state()).toEqual([['mended', 'wrong-unit']])
      expect(await stores.deadletters.list({ open: true })).toEqual([])
      expect(await stores.deadletters.list({ open: false })).toMatchObject([{ closed: { on: '2024-07-05', as: 'mended', why: 'looked at' } }])
    })

    it('open again when what was mended is refused anew, and when what was dropped is refused for another reason', async () => {
      const mended = await closedAs('mended')
      await record(aLetter({ day: '2024-08-01' }))
      expect(await mended()).toEqual([['open', 'wrong-unit']])
      const dropped = await closedAs('dropped')
      await record(aLetter({ day: '2024-09-01' }))
      expect(await dropped()).toEqual([['dropped', 'wrong-unit']])
      await record(aLetter({ day: '2024-09-01', code: 'no-unit' }))
      expect(await dropped()).toEqual([['open', 'no-unit']])
    })

    it('pass over other events', async () => {
      await stores.deadletters.record([])
      expect(await stores.deadletters.list({})).toEqual([])
    })
  })
}
