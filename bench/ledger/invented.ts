import { alertChanged, type Event, observationPublished, targetAssessed, targetDeclared, targetKey } from '@shixu/domain'
import { aDeclaration, anAlert, anAssessment, anObservation, aTarget } from '@shixu/testkit'

/** As many as a large city's report has; twelve periods of each. */
const TARGETS = 75
const PERIODS = 12
export const PER_REGION = TARGETS * PERIODS

const INPUTS = [1, 2, 3].map(
  (at) => ({ period: `2024-0${at}`, measure: 'level', coverage: 'ytd', value: 80_670_000_000 + at, published: '2024-06-20' }) as const,
)

export const regionAt = (index: number): string => String(100_000 + index)

const targetAt = (region: number, target: number) => aTarget({ region: regionAt(region), id: `invented-${target}`, indicator: `invented-${target}` })

export function* declared(regions: readonly number[]): Iterable<Event> {
  for (const region of regions) for (let target = 0; target < TARGETS; target++) yield targetDeclared(aDeclaration(targetAt(region, target)), '1')
}

/** Judgements of regions of one partition, 1.2 KB each as JSON. */
export function* assessed(partition: number, regions: readonly number[]): Iterable<Event> {
  let offset = 0
  for (const region of regions)
    for (let month = 1; month <= PERIODS; month++)
      for (let target = 0; target < TARGETS; target++) {
        const period = `2024-${String(month).padStart(2, '0')}`
        const assessment = anAssessment({ target: targetKey(targetAt(region, target)), period, done: 80_670_000_000 + offset / 7, inputs: INPUTS })
        yield targetAssessed({ assessment, overdue: false, sequence: [partition, offset++, 0] })
      }
}

/** What else `target_now` looks at: two years of figures of each indicator, and an alert of every fifth target. */
export function* surroundings(regions: readonly number[]): Iterable<Event> {
  for (const region of regions)
    for (let target = 0; target < TARGETS; target++) {
      const { id, indicator } = targetAt(region, target)
      for (const year of [2023, 2024])
        for (let month = 1; month <= PERIODS; month++) {
          const period = `${year}-${String(month).padStart(2, '0')}`
          yield observationPublished(anObservation({ region: regionAt(region), indicator, period, value: month, published: `${year + 1}-01-20` }))
        }
      const key = `${regionAt(region)}/2024/${id}`
      const alert = { ...anAlert(), target: key }
      if (target % 5 === 0)
        yield alertChanged({
          ...{ type: 'raised', why: 'turned-red', day: '2024-06-20', alert, sequence: [0, target, 9], subject: targetAt(region, target) },
          assessment: anAssessment({ target: key, light: 'red' }),
        })
    }
}
