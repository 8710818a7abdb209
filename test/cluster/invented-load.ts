import { addDays, type Event, type Observation, targetKey } from '@shixu/domain'
import { aCommand, aDeclaration, anIndicator, anObservation, aTarget, facts, growthsOf, inventCourse, randomFrom } from '@shixu/testkit'
import kafkajs from 'kafkajs'

/** Targets of each region and year. */
const TARGETS = 12
const HISTORY_YEARS = 4

export interface LoadOptions {
  /** Each in its own partition or beside others: days run in all of them alike. */
  readonly regions: readonly string[]
  readonly firstYear: number
  readonly years: number
  readonly seed: number
}

/** What a producer brings in: first what was known before, then month by month what each day brings. */
export interface Load {
  readonly before: readonly Event[]
  /** Of each month its days, of each day its events. */
  readonly months: readonly (readonly (readonly Event[])[])[]
}

/** Regions that were made up, chosen so that those of the load share no partition with those that ingest tells the day of today: days never go back. */
export const regionsIn = (wanted: readonly number[], partitions: number): readonly string[] => {
  const partitioner = kafkajs.Partitioners.DefaultPartitioner()
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 0, partitionErrorCode: 0, replicas: [0], isr: [0] }))
  const used = new Set<string>()
  return wanted.map((partition) => {
    for (let code = 999_900; code < 999_999; code += 1) {
      const key = String(code)
      if (used.has(key) || partitioner({ topic: '', partitionMetadata, message: { key, value: null } }) !== partition) continue
      used.add(key)
      return key
    }
    throw new Error(`no region is in partition ${partition}`)
  })
}

/** Invented throughout: growth of a few targets in each region, some of it revised a few days later, and answers of bureaus. */
export const inventLoad = (options: LoadOptions): Load => {
  const { regions, firstYear, years } = options
  const figures = figuresOf(options)
  const lastDay = `${firstYear + years}-01-01`
  const published = Map.groupBy(figures, (figure) => figure.published)
  const first = `${firstYear}-01-01`
  const random = randomFrom(options.seed)
  const dayOf = (day: string): readonly Event[] => [
    ...regions.map((region) => facts.day(day, region)),
    ...(day.endsWith('-01-01') ? declarationsOf(regions, Number(day.slice(0, 4))) : []),
    ...(published.get(day) ?? []).map(facts.published),
    ...(random() < 0.1 ? [answered(regions[Math.floor(random() * regions.length)]!, day)] : []),
  ]
  const days: string[] = []
  for (let day = first; day < lastDay; day = addDays(day, 1)) days.push(day)
  return {
    before: figures.filter((figure) => figure.published < first).map(facts.published),
    months: [...Map.groupBy(days, (day) => day.slice(0, 7)).values()].map((month) => month.map(dayOf)),
  }
}

const indicatorOf = (index: number): string => `invented-${index}`

const eachTarget = Array.from({ length: TARGETS }, (_, index) => index)

const declarationsOf = (regions: readonly string[], year: number): readonly Event[] =>
  regions.flatMap((region) =>
    eachTarget.map((index) => {
      const target = aTarget({ id: indicatorOf(index), indicator: indicatorOf(index), region, year, nameZh: `虚构指标${index}`, nameEn: `Invented ${index}` })
      return facts.declared(aDeclaration(target, { indicator: anIndicator({ id: indicatorOf(index) }) }))
    }),
  )

const figuresOf = ({ regions, firstYear, years, seed }: LoadOptions): readonly Observation[] =>
  regions.flatMap((region, place) =>
    eachTarget.flatMap((index) => {
      const from = firstYear - HISTORY_YEARS
      const course = inventCourse(seed + place * TARGETS + index, { firstYear: from - 1, years: HISTORY_YEARS + years + 1 })
      return Array.from({ length: HISTORY_YEARS + years }, (_, more) => growthsOf(course, from + more))
        .flat()
        .flatMap((figure) => withRevision({ ...figure, region, indicator: indicatorOf(index) }, index))
    }),
  )

/** Every third is revised three days after. */
const withRevision = (figure: Observation, index: number): readonly Observation[] => {
  const written = anObservation({ ...figure, written: `${figure.value}%` })
  if (index % 3 !== 0) return [written]
  const value = Math.round(10 * figure.value - 7) / 10
  return [written, { ...written, value, written: `${value}%`, published: addDays(figure.published, 3), basis: 'revised' }]
}

const answered = (region: string, day: string): Event =>
  facts.commanded(
    aCommand({
      id: `answer-${region}-${day}`,
      target: targetKey(aTarget({ region, year: Number(day.slice(0, 4)), id: indicatorOf(Number(day.slice(8)) % TARGETS) })),
      until: addDays(day, 20),
    }),
  )

/** Vintages of one CSV: what the first has, and with every further one each month of the year revised a day later. Each holds all of those before. */
export const inventedVintages = (csv: string, { year, more }: { readonly year: number; readonly more: number }): string => {
  const [head, ...rows] = csv.trim().split('\n')
  const revised = Array.from({ length: more }, (_, index) => index + 1).flatMap((vintage) =>
    rows.flatMap((row) => {
      const [indicator, period, measure, value, unit, published] = row.split(',') as [string, string, string, string, string, string]
      if (!period.startsWith(String(year))) return []
      return [[indicator, period, measure, Number(value) + vintage, unit, addDays(published, vintage)].join(',')]
    }),
  )
  return `${[head, ...rows, ...revised].join('\n')}\n`
}

/** Rows of such a CSV as a reader of the log names them. */
export const rowsOf = (csv: string): readonly string[] =>
  csv
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => {
      const [indicator, period, , value, , published] = row.split(',')
      return [indicator, period, published, value].join(' ')
    })
