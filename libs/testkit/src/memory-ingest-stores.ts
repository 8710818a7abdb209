import { createHash } from 'node:crypto'
import { type Closing, type Event, type KeptLetter, observationKey } from '@shixu/domain'
import type { Archive, Cursors, Deadletters, Document, Told, Vintage } from '@shixu/pipeline/ports'

/** What ingest keeps, in memory: first-class for tests, held to the same contract as the stores in SQL. */
export interface MemoryIngestStores {
  readonly archive: Archive
  readonly cursors: Cursors
  readonly told: Told
  readonly deadletters: Deadletters
}

export const createMemoryIngestStores = (): MemoryIngestStores => ({
  archive: memoryArchive(),
  cursors: memoryCursors(),
  told: memoryTold(),
  deadletters: memoryDeadletters(),
})

const memoryArchive = (): Archive => {
  const documents = new Map<string, Document>()
  return {
    keep: async (document) => {
      const key = `${document.feed} ${document.sha256}`
      if (!documents.has(key)) documents.set(key, document)
    },
    find: async (feed, sha256) => documents.get(`${feed} ${sha256}`) ?? null,
  }
}

const seriesOf = ({ region, indicator }: Pick<Vintage, 'region' | 'indicator'>): string => `${region}/${indicator}`
const figureOf = (of: Pick<Vintage, 'region' | 'indicator' | 'period'>): string => `${seriesOf(of)}/${of.period}`

const memoryCursors = (): Cursors => {
  const vintages = new Map<string, Vintage>()
  return {
    known: async (figures) => {
      const periods = new Set(figures.map(figureOf))
      const series = new Set(figures.map(seriesOf))
      const levels = [...vintages.values()].filter((each) => each.measure === 'level' && each.value !== 0 && series.has(seriesOf(each)))
      const newest = Map.groupBy(levels, (each) => `${seriesOf(each)}/${each.coverage}`)
      const latest = [...newest.values()].map((each) => each.reduce((a, b) => (b.period > a.period ? b : a)).period)
      return [...vintages.values()].filter((each) => periods.has(figureOf(each)) || (levels.includes(each) && latest.includes(each.period)))
    },
    remember: async (news) => {
      for (const { region, indicator, period, measure, coverage, published, bound, value, unit, source } of news) {
        const vintage = { region, indicator, period, measure, coverage, published, bound, value, unit, source }
        vintages.set(observationKey(vintage), vintage)
      }
    },
  }
}

const memoryTold = (): Told => {
  const targets = new Map<string, string>()
  const days = new Map<string, string>()
  return {
    targets: async (region, year) => new Map([...targets].filter(([target]) => target.startsWith(`${region}/${year}/`))),
    lastDay: async (region) => days.get(region) ?? null,
    remember: async (region, told) => {
      for (const [target, mark] of told.targets ?? []) mark === null ? targets.delete(target) : targets.set(target, mark)
      if (told.day !== undefined && told.day > (days.get(region) ?? '')) days.set(region, told.day)
    },
  }
}

const memoryDeadletters = (): Deadletters => {
  const kept = new Map<string, KeptLetter>()
  return {
    record: async (events) => {
      for (const letter of events.flatMap(keptOf)) {
        const before = kept.get(letter.id)
        if (!before || (before.closed && opensAgain(before, { closed: before.closed, letter }))) kept.set(letter.id, letter)
      }
    },
    list: async ({ id, region, about, document, open }) => {
      const asked = (wanted: string | undefined, there: string | null) => wanted === undefined || wanted === there
      return [...kept.values()]
        .filter((each) => asked(id, each.id) && asked(region, each.region) && asked(about, each.letter.about) && asked(document, each.letter.document))
        .filter((each) => open === undefined || (each.closed === null) === open)
        .sort((a, b) => order(a).localeCompare(order(b), 'en'))
    },
    close: async (id, closed) => {
      const letter = kept.get(id)
      if (letter) kept.set(id, { ...letter, closed })
    },
  }
}

const order = ({ letter }: KeptLetter): string => `${letter.day} ${letter.source} ${letter.place}`

const opensAgain = (before: KeptLetter, { closed, letter }: { closed: Closing; letter: KeptLetter }): boolean =>
  letter.letter.day > closed.on && (closed.as === 'mended' || letter.letter.code !== before.letter.code)

const keptOf = (event: Event): readonly KeptLetter[] =>
  event.type === 'dead-lettered' && event.data
    ? [{ id: createHash('sha256').update(event.id).digest('hex').slice(0, 12), region: event.region, letter: event.data, closed: null }]
    : []
