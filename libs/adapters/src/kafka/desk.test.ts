import { commandGiven, type Event, type Topic } from '@shixu/domain'
import type { PartitionWork, Recorded } from '@shixu/pipeline/ports'
import type { KafkaMessage } from 'kafkajs'
import { describe, expect, it } from 'vitest'
import type { Bounds } from './bounds.ts'
import { createDesk } from './desk.ts'
import type { Fetched } from './fetched.ts'
import type { KafkaHappening } from './happening.ts'
import type { MemberParts } from './member-parts.ts'

const event = (offset: number): Event => commandGiven({ id: `${offset}`, kind: 'silence', target: 'r/2024/t', by: '', reason: '', until: '2024-12-31' })

/** What stands from `from` to before `end`, of a log that is `safeEnd` long. */
const batch = (from: number, end: number, { topic = 'facts' as Topic, safeEnd = 100 } = {}): Fetched => ({
  topic,
  partition: 0,
  from,
  end,
  safeEnd,
  messages: Array.from({ length: end - from }, (_, index) => ({ offset: String(from + index), timestamp: '0' }) as KafkaMessage),
})

const rejoin = Object.assign(new Error('x'), { type: 'REBALANCE_IN_PROGRESS' })
/** Until all that was begun has come to where it waits for something: its own pauses of a millisecond come before these. */
const settle = async () => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1))
}

interface Told {
  readonly bounds?: Partial<Record<Topic, Bounds>>
  readonly handle?: PartitionWork['handle']
  readonly append?: MemberParts['append']
  readonly commit?: () => Promise<void>
}

/** A desk over a log that is told, which writes down what it does. */
const setUp = ({ bounds = {}, handle = () => [], append = () => Promise.resolve(), commit = () => Promise.resolve() }: Told = {}) => {
  const lines: string[] = []
  const happenings: KafkaHappening[] = []
  const failures: unknown[] = []
  const leaving = new AbortController()
  const known: Partial<Record<Topic, Bounds>> = { alerts: { low: 0, end: 4, committed: null }, facts: { low: 0, end: 20, committed: 10 }, ...bounds }
  const offsets = (what: string, records: readonly Recorded[]) => lines.push(`${what} ${records[0]?.topic} ${records.map(({ offset }) => offset).join(',')}`)
  const desk = createDesk({
    group: 'g',
    processor: {
      reads: ['facts'],
      recalls: ['alerts', 'facts'],
      take: () => {
        lines.push('take')
        return {
          recall: (records) => offsets('recall', records),
          handle: (records) => {
            offsets('handle', records)
            return handle(records)
          },
          release: () => lines.push('release'),
        }
      },
    },
    steering: {
      pause: () => undefined,
      resume: (topic) => lines.push(`resume ${topic}`),
      seek: (topic, _partition, offset) => lines.push(`seek ${topic} ${offset}`),
      commit: async (topic, _partition, offset) => {
        await commit()
        lines.push(`commit ${topic} ${offset}`)
        known.facts = { ...known.facts!, committed: offset }
      },
    },
    record: (message, { topic, partition }) => ({ topic, partition, offset: Number(message.offset), event: event(Number(message.offset)) }),
    append,
    bounds: async () => (topic) => known[topic] ?? { low: 0, end: 0, committed: null },
    now: () => 0,
    onHappening: (happening) => happenings.push(happening),
    retry: { times: 2, firstMs: 1 },
    between: () => undefined,
    fail: (error) => failures.push(error),
    leaving: leaving.signal,
  })
  const since = (): string[] => lines.splice(0)
  return { desk, since, happenings, failures, known, leaving }
}

/** Joined, recalled, and about to handle offset 10. */
const alive = async (told: Told = {}) => {
  const all = setUp(told)
  all.desk.joined([0])
  await settle()
  await all.desk.deal(batch(0, 4, { topic: 'alerts' }))
  await all.desk.deal(batch(0, 12))
  all.since()
  expect(all.desk.isReady()).toBe(true)
  return all
}

describe('a partition that is taken', () => {
  it('is recalled topic by topic up to where the group stands, and goes on from there', async () => {
    const { desk, since, happenings } = setUp()
    desk.joined([0])
    await settle()
    expect(since()).toEqual(['take', 'seek alerts 0', 'resume alerts'])
    expect(desk.isReady()).toBe(false)
    expect(await desk.deal(batch(0, 4, { topic: 'alerts' }))).toBe(true)
    expect(since()).toEqual(['recall alerts 0,1,2,3', 'seek facts 0', 'resume facts'])
    await desk.deal(batch(0, 6))
    await desk.deal(batch(6, 14))
    expect(since()).toEqual(['recall facts 0,1,2,3,4,5', 'recall facts 6,7,8,9', 'seek facts 10', 'resume facts'])
    await desk.deal(batch(10, 13))
    expect(since()).toEqual(['handle facts 10,11,12', 'commit facts 13'])
    expect(happenings.find(({ what }) => what === 'recalled')).toMatchObject({ records: 14 })
  })

  it('is not recalled where there is nothing, and begins at the first record that is left', async () => {
    const { desk, since } = setUp({ bounds: { alerts: { low: 3, end: 3, committed: null }, facts: { low: 7, end: 20, committed: null } } })
    desk.joined([0])
    await settle()
    expect(since()).toEqual(['take', 'seek facts 7', 'resume facts'])
  })

  it.each<[string, Bounds]>([
    ['records were deleted unread', { low: 15, end: 20, committed: 10 }],
    ['the log is shorter than it was', { low: 0, end: 5, committed: 10 }],
  ])('begins at the first record where %s, and says so', async (_name, facts) => {
    const { desk, since, happenings } = setUp({ bounds: { alerts: { low: 0, end: 0, committed: null }, facts } })
    desk.joined([0])
    await settle()
    expect(since()).toEqual(['take', `seek facts ${facts.low}`, 'resume facts'])
    expect(happenings).toContainEqual({ what: 'gap', group: 'g', topic: 'facts', partition: 0, position: 10, continuedAt: facts.low })
  })
})

describe('a batch', () => {
  it.each<[string, Fetched, string[]]>([
    ['that begins earlier is trimmed', batch(8, 12), ['handle facts 10,11', 'commit facts 12']],
    ['that is all of the past is nothing', batch(4, 9), []],
    ['of another topic is nothing', batch(0, 2, { topic: 'alerts' }), []],
    ['of a partition that is not held is nothing', { ...batch(10, 12), partition: 7 }, []],
  ])('%s', async (_name, given, wanted) => {
    const { desk, since } = await alive()
    await desk.deal(given)
    expect(since()).toEqual(wanted)
  })

  it.each<[string, Fetched]>([
    ['that leaves something out', batch(14, 16)],
    ['of a log that is shorter than the position', batch(0, 5, { safeEnd: 5 })],
  ])('%s is not handled: the partition is taken anew', async (_name, given) => {
    const { desk, since, happenings } = await alive()
    expect(await desk.deal(given)).toBe(false)
    await settle()
    expect(since().slice(0, 3)).toEqual(['release', 'take', 'seek alerts 0'])
    expect(happenings).toContainEqual(expect.objectContaining({ what: 'gap', position: 10 }))
  })

  it('that leaves something out of a recall is asked for again', async () => {
    const { desk, since } = setUp()
    desk.joined([0])
    await settle()
    since()
    expect(await desk.deal(batch(2, 4, { topic: 'alerts' }))).toBe(false)
    expect(since()).toEqual(['seek alerts 0'])
  })
})

describe('a rebalance', () => {
  it('leaves a partition that stays with its state, and commits what was handled before it', async () => {
    let commits = 0
    const { desk, since, happenings } = await alive({ commit: () => (++commits === 1 ? Promise.reject(rejoin) : Promise.resolve()) })
    await expect(desk.deal(batch(10, 13))).rejects.toBe(rejoin)
    desk.joined([0])
    await settle()
    expect(since()).toEqual(['handle facts 10,11,12', 'commit facts 13', 'seek facts 13', 'resume facts'])
    expect(happenings).toContainEqual({ what: 'kept', group: 'g', partition: 0 })
  })

  it('takes a partition anew whose position another has moved meanwhile', async () => {
    const { desk, since, known } = await alive()
    known.facts = { low: 0, end: 20, committed: 15 }
    desk.joined([0])
    await settle()
    expect(since()).toEqual(['release', 'take', 'seek alerts 0', 'resume alerts'])
  })

  it('ends what is under way for a partition that goes: nothing is appended and nothing committed', async () => {
    const gate = Promise.withResolvers<readonly Event[]>()
    const appended: unknown[] = []
    const { desk, since } = await alive({ handle: () => gate.promise, append: async (events) => void appended.push(events) })
    const dealing = desk.deal(batch(10, 13))
    await settle()
    desk.joined([])
    gate.resolve([event(1)])
    expect(await dealing).toBe(false)
    await settle()
    expect(since()).toEqual(['handle facts 10,11,12', 'release'])
    expect(appended).toEqual([])
  })

  it('waits, where a partition comes back, for what it left', async () => {
    const gate = Promise.withResolvers<readonly Event[]>()
    const { desk, since } = await alive({ handle: () => gate.promise })
    void desk.deal(batch(10, 13))
    await settle()
    desk.joined([])
    desk.joined([0])
    await settle()
    expect(since()).toEqual(['handle facts 10,11,12'])
    gate.resolve([])
    await settle()
    expect(since()).toEqual(['release', 'take', 'seek alerts 0', 'resume alerts'])
  })
})

describe('work that throws', () => {
  it('is tried again so often, on a partition that is taken anew, and then ends the group', async () => {
    const thrown = new Error('never works')
    const { desk, failures } = await alive({ handle: () => Promise.reject(thrown) })
    for (let time = 0; time < 3; time += 1) {
      await desk.deal(batch(10, 12))
      await settle()
      await desk.deal(batch(0, 4, { topic: 'alerts' }))
      await desk.deal(batch(0, 12))
    }
    expect(failures).toEqual([expect.objectContaining({ code: 'processor-failed', cause: thrown })])
  })

  it('does not let a batch that waits meet what it has left of the state', async () => {
    const { desk, since } = await alive({ handle: (records) => (records[0]?.offset === 10 ? Promise.reject(new Error('x')) : []) })
    await Promise.all([desk.deal(batch(10, 12)), desk.deal(batch(10, 13))])
    expect(since().filter((line) => line.startsWith('handle'))).toEqual(['handle facts 10,11'])
  })
})

it('what is under way when the member leaves is finished, and then let go', async () => {
  const gate = Promise.withResolvers<readonly Event[]>()
  const { desk, since, leaving } = await alive({ handle: () => gate.promise })
  void desk.deal(batch(10, 13))
  await settle()
  leaving.abort()
  const cleared = desk.clear()
  gate.resolve([])
  await cleared
  expect(since()).toEqual(['handle facts 10,11,12', 'commit facts 13', 'release'])
})
