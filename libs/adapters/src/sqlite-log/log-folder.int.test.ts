import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { dayBegan, deliveryRecorded, type Event, observationPublished } from '@shixu/domain'
import type { PartitionWork, Processor, Recorded } from '@shixu/pipeline/ports'
import { anObservation } from '@shixu/testkit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { partitionOf } from '../partition.ts'
import { lockFolder } from './lock-folder.ts'
import { LOG_FILE } from './log-file.ts'
import { openSqliteLog, type SqliteLogOptions } from './sqlite-log.ts'

const REGION = '999901'
const DAY_MS = 86_400_000
const day = (date: string): Event => dayBegan(REGION, { day: date })
const processor = (handle: PartitionWork['handle'], over: Partial<Processor> = {}): Processor => ({
  reads: ['facts'],
  recalls: [],
  take: () => ({ recall: () => undefined, handle, release: () => undefined }),
  ...over,
})
const READER = processor(() => [])

const aDelivery = (notice: string): Event =>
  deliveryRecorded(REGION, {
    notice,
    attempt: 1,
    channel: 'memory',
    recipient: 'invented',
    bureau: 'invented',
    day: '2024-01-01',
    subject: '',
    covers: [],
    outcome: 'accepted',
    code: '',
    text: '',
    durationMs: 0,
  })

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const open = (options: SqliteLogOptions) => {
  const log = openSqliteLog(options)
  onTestFinished(() => log.close())
  return log
}

const idsIn = (records: Iterable<{ event: Event | null }>): (string | undefined)[] => [...records].map((record) => record.event?.id)

describe('the folder of a log', () => {
  it('has as many partitions as it was made with', async () => {
    const folder = newFolder()
    await openSqliteLog({ folder, partitions: 7 }).close()
    expect(open({ folder }).partitions).toBe(7)
    expect(() => openSqliteLog({ folder, partitions: 4 })).toThrow(expect.objectContaining({ code: 'partitions-differ' }))
  })

  it('is read beside its writer, up to what was appended last', async () => {
    const folder = newFolder()
    const writer = open({ folder })
    const reader = open({ folder, readOnly: true })
    await writer.append([day('2024-01-01'), day('2024-01-02')])
    expect(idsIn(reader.read('facts'))).toEqual(['day/2024-01-01', 'day/2024-01-02'])
    await writer.append([day('2024-01-03')])
    expect(idsIn(reader.read('facts', { partition: partitionOf(REGION, 4), from: 1 }))).toEqual(['day/2024-01-02', 'day/2024-01-03'])
    expect(idsIn(reader.read('alerts'))).toEqual([])
    await expect(reader.append([day('2024-01-04')])).rejects.toMatchObject({ code: 'read-only' })
  })

  it('that is not there cannot be read', () => {
    expect(() => openSqliteLog({ folder: newFolder(), readOnly: true })).toThrow(expect.objectContaining({ code: 'no-data' }))
  })

  it('that cannot be opened says so', () => {
    const folder = newFolder()
    mkdirSync(join(folder, LOG_FILE))
    expect(() => openSqliteLog({ folder })).toThrow(expect.objectContaining({ code: 'cannot-open' }))
  })

  it('is refused where its file is something else, or of a newer version', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, LOG_FILE), 'these are no tables, but a long enough text to be taken for a header'.repeat(20))
    expect(() => openSqliteLog({ folder })).toThrow(expect.objectContaining({ code: 'not-a-database' }))

    const newer = newFolder()
    await openSqliteLog({ folder: newer }).close()
    const database = new DatabaseSync(join(newer, LOG_FILE))
    database.exec('pragma user_version = 99')
    database.close()
    expect(() => openSqliteLog({ folder: newer })).toThrow(expect.objectContaining({ code: 'schema-newer' }))
  })

  it('takes nothing any more when the log is closed', async () => {
    const log = openSqliteLog({ folder: newFolder() })
    const last = log.append([day('2024-01-01')])
    await log.close()
    await expect(last).resolves.toBeUndefined()
    await expect(log.append([day('2024-01-02')])).rejects.toMatchObject({ code: 'log-closed' })
  })

  it('says when each record was written', async () => {
    const log = open({ folder: newFolder(), now: () => 1_700_000_000_000 })
    await log.append([day('2024-01-01')])
    expect([...log.read('facts')][0]?.writtenAt).toBe(1_700_000_000_000)
  })
})

describe('a group settles', () => {
  const settling = (one: Processor = READER) => {
    const log = open({ folder: newFolder(), retry: { times: 0, firstMs: 0 } })
    const end = new AbortController()
    const run = (group: string) => log.process(group, one, end.signal)
    return { log, end, run }
  }

  it('when it and those that it feeds have processed all', async () => {
    const { log, end, run } = settling()
    const told: Recorded[] = []
    const teller = processor((records) => records.flatMap(({ event }) => (event ? [aDelivery(event.id)] : [])))
    const reader = processor(
      (records) => {
        told.push(...records)
        return []
      },
      { reads: ['deliveries'] },
    )
    const running = [run('idle'), log.process('teller', teller, end.signal), log.process('reader', reader, end.signal)]
    for (let month = 1; month <= 12; month += 1) await log.append([day(`2024-${String(month).padStart(2, '0')}-01`)])
    await log.settled(['idle', 'teller', 'reader'])
    expect(told).toHaveLength(12)
    end.abort()
    await Promise.all(running)
  })

  it('not before it runs', async () => {
    const { log, end, run } = settling()
    let settled = false
    const waiting = log.settled(['late']).then(() => {
      settled = true
    })
    await log.append([day('2024-01-01')])
    expect(settled).toBe(false)
    const running = run('late')
    await waiting
    end.abort()
    await running
  })

  it('and not before it has recalled, though its position is at the end', async () => {
    const seen: string[] = []
    const recalling = processor(() => [], {
      recalls: ['facts'],
      take: (partition) => ({
        recall: () => void seen.push(`recall ${partition}`),
        recalled: () => void seen.push(`recalled ${partition}`),
        handle: () => [],
        release: () => undefined,
      }),
    })
    const { log, end, run } = settling(recalling)
    await log.append([day('2024-01-01')])
    const before = run('one')
    await log.settled(['one'])
    end.abort()
    await before
    seen.splice(0)
    const again = new AbortController()
    const running = log.process('one', recalling, again.signal)
    await log.settled(['one'])
    const ours = partitionOf(REGION, log.partitions)
    expect(seen.toSorted()).toEqual([`recall ${ours}`, ...Array.from({ length: log.partitions }, (_, partition) => `recalled ${partition}`)])
    again.abort()
    await running
  })

  it('never where it fails: whoever waits hears why', async () => {
    const { log, run } = settling(processor(() => Promise.reject(new Error('broken rule'))))
    const running = expect(run('failing')).rejects.toMatchObject({ code: 'processor-failed' })
    await log.append([day('2024-01-01')])
    await expect(log.settled(['failing'])).rejects.toMatchObject({ code: 'processor-failed' })
    await running
  })

  it('or the wait ends with its signal', async () => {
    const { log } = settling()
    const end = new AbortController()
    const waiting = log.settled(['never'], end.signal)
    end.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
  })
})

describe('compaction', () => {
  const figure = (value: number, published = '2024-06-20') => observationPublished(anObservation({ value, published }))

  it('keeps the newest record of each key that every group has handled, and all that one has not', async () => {
    const log = open({ folder: newFolder(), partitions: 1 })
    await log.append([figure(1), figure(2), figure(5, '2024-07-20'), figure(3)])
    const end = new AbortController()
    const running = log.process('one', READER, end.signal)
    await log.settled(['one'])
    end.abort()
    await running
    await log.append([figure(4), figure(6)])
    expect(log.compact()).toBe(2)
    expect([...log.read('facts')].map(({ offset, event }) => [offset, event?.id.split('=').at(-1)])).toEqual([
      [2, '5'],
      [3, '3'],
      [4, '4'],
      [5, '6'],
    ])
    expect(log.compact()).toBe(0)
  })

  it('takes nothing where nobody has read', async () => {
    const log = open({ folder: newFolder() })
    await log.append([figure(1), figure(2)])
    expect(log.compact()).toBe(0)
  })

  it('keeps deliveries for 400 days, where somebody has read them, and drops the older ones on opening', async () => {
    const folder = newFolder()
    const time = { now: 1_000 * DAY_MS }
    const log = openSqliteLog({ folder, partitions: 1, now: () => time.now })
    await log.append([aDelivery('1'), aDelivery('2')])
    const end = new AbortController()
    const running = log.process('one', { ...READER, reads: ['deliveries'] }, end.signal)
    await log.settled(['one'])
    time.now += 300 * DAY_MS
    await log.append([aDelivery('3')])
    await log.settled(['one'])
    end.abort()
    await running
    await log.append([aDelivery('4')])
    expect(log.compact()).toBe(0)
    time.now += 101 * DAY_MS
    await log.close()

    const reopened = open({ folder, now: () => time.now })
    const offsets = () => [...reopened.read('deliveries')].map(({ offset }) => offset)
    expect(offsets()).toEqual([2, 3])
    time.now += 1_000 * DAY_MS
    reopened.compact()
    expect(offsets()).toEqual([3])
  })

  it('recalls what is left, and goes on with the offsets that follow', async () => {
    const folder = newFolder()
    const log = openSqliteLog({ folder, partitions: 1 })
    await log.append([figure(1), figure(2)])
    const end = new AbortController()
    const running = log.process('one', READER, end.signal)
    await log.settled(['one'])
    end.abort()
    await running
    log.compact()
    await log.close()

    const reopened = open({ folder })
    await reopened.append([figure(3)])
    expect([...reopened.read('facts')].map((record) => record.offset)).toEqual([1, 2])
    const again = new AbortController()
    const seen: string[] = []
    const work: PartitionWork = {
      recall: () => void seen.push('recall'),
      handle: () => {
        seen.push('handle')
        return []
      },
      release: () => undefined,
    }
    const second = reopened.process('one', processor(work.handle, { recalls: ['facts'], take: () => work }), again.signal)
    await reopened.settled(['one'])
    again.abort()
    await second
    expect(seen).toEqual(['recall', 'handle'])
  })
})

describe('the lock of a folder', () => {
  it('is had by one process, and the next one hears which folder it is and what to do', () => {
    const folder = newFolder()
    const lock = lockFolder(folder)
    const other = `const { lockFolder } = await import(${JSON.stringify(join(import.meta.dirname, 'lock-folder.ts'))}); try { lockFolder(process.argv[1]); console.log('taken') } catch (error) { console.log(error.code, error.message) }`
    const ask = () => spawnSync(process.execPath, ['--input-type=module', '-e', other, folder], { encoding: 'utf8' }).stdout
    expect(ask()).toContain(`folder-locked ${folder}: Another process writes to this folder`)
    lock.release()
    expect(ask()).toBe('taken\n')
  })

  it('is had once within one process too, and can be taken again after it was released', () => {
    const folder = newFolder()
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'folder-locked' }))
    lock.release()
    lock.release()
    lockFolder(folder).release()
  })
})
