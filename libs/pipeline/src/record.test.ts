import { deadLettered, type Event } from '@shixu/domain'
import { facts } from '@shixu/testkit'
import { createMemoryLog, emptyDisk } from '@shixu/testkit/memory-log'
import { describe, expect, it } from 'vitest'
import type { Recorded } from './ports.ts'
import { createRecorder, RECORDER } from './record.ts'

const LETTER = deadLettered('999901', {
  source: 'builder',
  place: 'builder:1',
  code: 'invented',
  reason: 'invented',
  bytes: '',
  sha256: '',
  length: 0,
  day: '2024-06-20',
  about: null,
  document: null,
})

const POISON = { event: null, unreadable: { key: 'k', reason: 'not JSON', bytes: new TextEncoder().encode('{') } } as const

const recordAll = async (events: readonly Event[], poisoned: readonly Recorded[] = []) => {
  const disk = emptyDisk()
  for (const record of poisoned) disk.records.set(`${record.topic}/${record.partition}`, [record])
  const log = createMemoryLog({ disk })
  const recorded: Recorded[] = []
  const letters: Event[] = []
  const recorder = createRecorder({
    ledger: { record: async (records) => void recorded.push(...records) },
    deadletters: { record: async (each) => void letters.push(...each) },
    calendar: { today: () => '2024-06-21' },
  })
  const end = new AbortController()
  const running = log.process(RECORDER, recorder, end.signal)
  await log.append(events)
  await log.settled([RECORDER])
  end.abort()
  await running
  return { recorded, letters, written: log.read('deadletters') }
}

describe('the recorder', () => {
  it('gives the ledger everything that the log says, and the dead letters to those who keep them', async () => {
    const events = [facts.day('2024-06-20'), facts.declared(), LETTER]
    const { recorded, letters } = await recordAll(events)
    expect(new Set(recorded.map((record) => record.event?.id))).toEqual(new Set(events.map((event) => event.id)))
    expect(letters).toEqual([LETTER])
  })

  it('writes a letter for what cannot be read in a topic that nobody else reads', async () => {
    const { letters } = await recordAll([], [{ topic: 'assessments', partition: 1, offset: 0, ...POISON }])
    expect(letters.map((letter) => letter.data)).toEqual([
      expect.objectContaining({ place: 'assessments/1@0', code: 'unreadable', reason: 'not JSON', bytes: 'ew==', length: 1, day: '2024-06-21', about: 'k' }),
    ])
  })

  it('leaves facts and alerts that cannot be read to the steps that judge and tell', async () => {
    const poisoned = (['facts', 'alerts'] as const).map((topic) => ({ topic, partition: 0, offset: 0, ...POISON }))
    const { recorded, written } = await recordAll([], poisoned)
    expect(recorded).toHaveLength(2)
    expect(written).toEqual([])
  })
})
