import { partitionOf } from '@shixu/adapters/kafka'
import { addDays, type Day, dayBegan, type Event, observationPublished, periodOf, targetDeclared } from '@shixu/domain'
import { anIndicator, anObservation, aTarget } from '@shixu/testkit'

export const PARTITIONS = 6
export const TARGETS = 76
export const YEAR = 2024
/** January stands for nothing of its own: eleven figures a year. */
export const MONTHS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

export interface Land {
  readonly regions: number
  /** Years of figures before the one that is judged. */
  readonly years: number
}

const INDICATORS = Array.from({ length: TARGETS }, (_, at) =>
  anIndicator({
    id: `invented-${at}`,
    unit: '元',
    measures: ['level'],
    coverage: 'ytd',
    publisher: { by: 'office', name: '虚构统计局' },
    release: { rule: 'monthly', day: 20 },
  }),
)

export const regionsOf = ({ regions }: Land): readonly string[] => Array.from({ length: regions }, (_, at) => String(200_000 + at))

export const declared = (region: string): readonly Event[] =>
  INDICATORS.map((indicator) => {
    const amount = { kind: 'amount', value: 14, unit: '亿元', valueExpanded: 1.4e9, unitExpanded: '元' } as const
    const target = aTarget({ id: indicator.id, region, year: YEAR, indicator: indicator.id, ...amount })
    const ladder = { head: { readings: 2, days: 30 }, supervision: { readings: 3, days: 60 } }
    return targetDeclared({ target, indicator, effective: `${YEAR}-01-01`, ladder }, 'bench')
  })

export const publishedOn = (year: number, month: number): Day => (month === 12 ? `${year + 1}-01-20` : `${year}-${String(month + 1).padStart(2, '0')}-20`)

/** One month of every target of a region: cumulative, with seasons and noise that are the same in every run. Some targets fall behind. */
export const figures = (region: string, year: number, month: number): readonly Event[] =>
  INDICATORS.map(({ id }, at) => {
    const value = Math.round(month * (1 + 0.05 * (year - YEAR)) * (1 + 0.1 * Math.sin(month + at + Number(region))) * 1.2e8)
    const period = periodOf(year, month)
    return observationPublished(
      anObservation({ region, indicator: id, period, measure: 'level', value, unit: '元', step: 1e5, published: publishedOn(year, month) }),
    )
  })

/** One region of each partition that has any: there its days begin. */
const heralds = (regions: readonly string[]): readonly string[] => [...new Map(regions.map((region) => [partitionOf(region, PARTITIONS), region])).values()]

function* days(regions: readonly string[], from: Day, until: Day): Generator<Event[]> {
  for (let day = from; day <= until; day = addDays(day, 1)) yield heralds(regions).map((region) => dayBegan(region, { day }))
}

/** A year as it comes: every day, and on the day of a release the figures of all regions. */
export function* yearOf(regions: readonly string[], year: number): Generator<readonly Event[]> {
  let from = year === YEAR ? `${year}-02-01` : publishedOn(year - 1, 12)
  for (const month of MONTHS) {
    const until = publishedOn(year, month)
    yield* days(regions, from, until)
    for (const region of regions) yield figures(region, year, month)
    from = addDays(until, 1)
  }
}

/** Targets, and so many years of figures before theirs. */
export function* history(land: Land): Generator<readonly Event[]> {
  const regions = regionsOf(land)
  for (const region of regions) yield declared(region)
  for (let year = YEAR - land.years; year < YEAR; year += 1) yield* yearOf(regions, year)
  yield* days(regions, publishedOn(YEAR - 1, 12), `${YEAR}-01-31`)
}

/** The year that is judged. */
export const theYear = (land: Land): Generator<readonly Event[]> => yearOf(regionsOf(land), YEAR)

/** The same events in arrays of about so many. */
export function* inBatches(events: Iterable<readonly Event[]>, size: number): Generator<readonly Event[]> {
  let batch: Event[] = []
  for (const some of events) {
    batch.push(...some)
    for (; batch.length >= size; batch = batch.slice(size)) yield batch.slice(0, size)
  }
  if (batch.length > 0) yield batch
}
