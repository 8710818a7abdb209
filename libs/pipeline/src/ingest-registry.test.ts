import type { Registry, Target } from '@shixu/domain'
import { anIndicator, aTarget, LADDER } from '@shixu/testkit'
import { createMemoryIngestStores } from '@shixu/testkit/memory-ingest-stores'
import { createMemoryLog } from '@shixu/testkit/memory-log'
import { describe, expect, it } from 'vitest'
import { createIngest } from './ingest.ts'

const aRegistry = (targets: readonly Target[]): Registry => ({
  region: '999901',
  year: 2024,
  nameZh: '虚构县',
  nameEn: 'Invented county',
  invented: true,
  effective: '2024-01-25',
  coverageNote: 'invented',
  document: { title: '虚构报告', date: '2024-01-20', file: 'report.txt' },
  targets,
  indicators: [anIndicator()],
  bureaus: [],
  supervision: 'supervision',
  routes: [],
  ladder: LADDER,
  feeds: [],
})
const [first, second] = [aTarget(), aTarget({ id: 'invented-imports' })]

const setUp = () => {
  const log = createMemoryLog()
  const ingest = createIngest({ log, ...createMemoryIngestStores() })
  const facts = () => log.read('facts').map(({ event }) => [event?.key, event?.data === null ? 'gone' : event?.type])
  return { ingest, facts }
}

describe('a registry', () => {
  it('is declared target by target, with all that a judgement needs, and once only', async () => {
    const { ingest, facts } = setUp()
    expect(await ingest.declareRegistry(aRegistry([first, second]))).toEqual({ declared: 2, withdrawn: 0 })
    expect(await ingest.declareRegistry(aRegistry([first, second]))).toEqual({ declared: 0, withdrawn: 0 })
    expect(facts()).toEqual([
      ['target/999901/2024/invented-exports', 'target-declared'],
      ['target/999901/2024/invented-imports', 'target-declared'],
    ])
  })

  it('declares again what changed, and withdraws what is gone by a tombstone', async () => {
    const { ingest, facts } = setUp()
    await ingest.declareRegistry(aRegistry([first, second]))
    expect(await ingest.declareRegistry(aRegistry([{ ...first, valueExpanded: 9, value: 9 }]))).toEqual({ declared: 1, withdrawn: 1 })
    expect(facts().slice(2)).toEqual([
      ['target/999901/2024/invented-exports', 'target-declared'],
      ['target/999901/2024/invented-imports', 'gone'],
    ])
    expect(await ingest.declareRegistry(aRegistry([{ ...first, valueExpanded: 9, value: 9 }]))).toEqual({ declared: 0, withdrawn: 0 })
  })

  it('declares all its targets again when the ladder, the asking ahead or the indicator changes', async () => {
    const { ingest } = setUp()
    const registry = aRegistry([first, second])
    await ingest.declareRegistry(registry)
    expect(await ingest.declareRegistry({ ...registry, effective: '2024-02-01' })).toEqual({ declared: 2, withdrawn: 0 })
    expect(await ingest.declareRegistry({ ...registry, effective: '2024-02-01', askAhead: 5 })).toEqual({ declared: 2, withdrawn: 0 })
    expect(await ingest.declareRegistry({ ...registry, effective: '2024-02-01', indicators: [anIndicator({ unit: '元' })] })).toEqual({
      declared: 2,
      withdrawn: 0,
    })
  })

  it('with a target whose indicator it lacks is no registry', async () => {
    const { ingest } = setUp()
    await expect(ingest.declareRegistry(aRegistry([{ ...first, indicator: 'nothing' }]))).rejects.toThrow('"nothing"')
  })
})

describe('days', () => {
  const days = async (asked: readonly (readonly [regions: readonly string[], upTo: string])[]) => {
    const { ingest, facts } = setUp()
    const begun: string[][] = []
    for (const [regions, upTo] of asked) begun.push([...(await ingest.beginDays(regions, upTo))])
    return { begun, keys: facts().map(([key]) => key) }
  }

  it('begin with the first that is asked for, and then none is left out, month ends included', async () => {
    const { begun, keys } = await days([
      [['999901'], '2024-02-27'],
      [['999901'], '2024-03-02'],
      [['999901'], '2024-03-02'],
      [['999901'], '2024-02-01'],
    ])
    expect(begun).toEqual([['2024-02-27'], ['2024-02-28', '2024-02-29', '2024-03-01', '2024-03-02'], [], []])
    expect(keys).toEqual(['day/2024-02-27', 'day/2024-02-28', 'day/2024-02-29', 'day/2024-03-01', 'day/2024-03-02'])
  })

  it('begin in each region, so in each partition, and never a later one before an earlier one', async () => {
    const { begun, keys } = await days([
      [['999901'], '2024-07-01'],
      [['999901', '999902'], '2024-07-03'],
    ])
    expect(begun[1]).toEqual(['2024-07-02', '2024-07-03'])
    expect(keys).toHaveLength(4)
  })
})
