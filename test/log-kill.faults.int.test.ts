import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { backupFolder, LOG_FILE, lockFolder, openSqliteLog, restoreFolder, STORE_FILE } from '@shixu/adapters/sqlite-log'
import { describe, expect, it, onTestFinished } from 'vitest'
import { numberedFact, openWriter, RECORDER, WORKER } from './log-writer.ts'

/** The long campaign sets it to a hundred and more. */
const ROUNDS = Number(process.env.SHIXU_KILLS ?? 5)

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-kill-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** A process that writes to the folder; `kill` ends it in the midst of it and gives the last number that it called safe. */
const startWriter = async (folder: string, from: number) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'log-writer.ts'), folder, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const kill = async (): Promise<number> => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    return Number(said.split('\n').at(-2) ?? 0)
  }
  onTestFinished(() => void child.kill('SIGKILL'))
  await expect.poll(() => said.includes('\n'), { timeout: 20_000, interval: 5 }).toBe(true)
  return { kill }
}

/** Counts on in the log's file, then in that of the tables, and so on. */
const COUNT_IN_TURN = `
  import { DatabaseSync } from 'node:sqlite'
  const [log, store] = ['log.db', 'store.db'].map((file) => new DatabaseSync(process.argv[1] + '/' + file))
  for (const each of [log, store]) each.exec('pragma journal_mode = wal; create table count (n); insert into count values (0)')
  console.log('begun')
  for (;;) for (const each of [log, store]) each.exec('update count set n = n + 1')
`

const countIn = (folder: string, file: string): number => {
  const database = new DatabaseSync(join(folder, file))
  const count = Number(database.prepare('select n from count').get()?.n)
  database.close()
  return count
}

/** Numbers of the facts in the log, in order. */
const numbersIn = async (folder: string): Promise<readonly number[]> => {
  const log = openSqliteLog({ folder, readOnly: true })
  const numbers = [...log.read('facts')].map(({ event }) => Number(event?.key.split('/')[1]))
  await log.close()
  return numbers.sort((a, b) => a - b)
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1)

/** Lets the groups work off all that the log holds, and says what the ledger and the outputs have of it. */
const workOff = async (folder: string) => {
  const writer = await openWriter(folder)
  await writer.log.settled([WORKER, RECORDER])
  const outputs = [...writer.log.read('deliveries')].map(({ event }) => event?.id)
  const targets = [1, 2].map((number) => numberedFact(number)).map(({ region }) => `${region}/2024/invented`)
  const commands = (await Promise.all(targets.map((target) => writer.ledger.commandsOf(target)))).flat()
  const delivered = await writer.ledger.deliveriesOf({})
  await writer.close()
  return { outputs, commands: commands.map(({ id }) => Number(id)).sort((a, b) => a - b), delivered }
}

describe('a writer that is killed in the midst of its work', () => {
  it('has lost nothing that it called safe, again and again, and each fact has one output', { timeout: 60_000 + ROUNDS * 5_000 }, async () => {
    const folder = newFolder()
    let written: readonly number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const writer = await startWriter(folder, written.length + 1)
      await pause(20 + Math.random() * 180)
      const safe = await writer.kill()
      written = await numbersIn(folder)
      expect(written).toEqual(upTo(written.length))
      expect(written.length).toBeGreaterThanOrEqual(safe)
    }
    const { outputs, commands, delivered } = await workOff(folder)
    expect(commands).toEqual(upTo(written.length))
    expect(new Set(outputs).size).toBe(outputs.length)
    expect(delivered).toHaveLength(written.length)
  })

  it('leaves the folder free for the next', async () => {
    const folder = newFolder()
    const writer = await startWriter(folder, 1)
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'folder-locked' }))
    await writer.kill()
    lockFolder(folder).release()
  })
})

describe('a backup beside a running writer', () => {
  it('is the folder at one moment: from it the work goes on as from a crash', async () => {
    const folder = newFolder()
    const copies = ['one', 'two', 'three'].map((name) => join(newFolder(), name))
    const writer = await startWriter(folder, 1)
    for (const copy of copies) await backupFolder(folder, copy)
    await writer.kill()
    for (const copy of copies) {
      const restored = newFolder()
      restoreFolder(copy, restored)
      const written = await numbersIn(restored)
      expect(written.length).toBeGreaterThan(0)
      expect(written).toEqual(upTo(written.length))
      const { outputs, commands, delivered } = await workOff(restored)
      expect(commands).toEqual(written)
      expect(outputs).toHaveLength(written.length)
      expect(delivered).toHaveLength(written.length)
    }
  })

  it('has both files as they were at that moment, even where they are written in turn without a pause', async () => {
    const folder = newFolder()
    const child = spawn(process.execPath, ['--input-type=module', '-e', COUNT_IN_TURN, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    const copies = Array.from({ length: 20 }, (_, index) => join(newFolder(), `${index}`))
    for (const copy of copies) await backupFolder(folder, copy)
    const ahead = copies.map((copy) => countIn(copy, LOG_FILE) - countIn(copy, STORE_FILE))
    expect(ahead.filter((difference) => difference !== 0 && difference !== 1)).toEqual([])
  })

  it('does not overwrite one that is there', async () => {
    const folder = newFolder()
    await openSqliteLog({ folder }).close()
    await expect(backupFolder(folder, newFolder())).rejects.toMatchObject({ code: 'folder-not-empty' })
  })

  it('is not brought back into a folder that holds data, is in use, or from where there is none', async () => {
    const folder = newFolder()
    const copy = join(newFolder(), 'copy')
    await openSqliteLog({ folder }).close()
    await backupFolder(folder, copy)
    expect(() => restoreFolder(copy, folder)).toThrow(expect.objectContaining({ code: 'folder-not-empty' }))
    expect(() => restoreFolder(newFolder(), newFolder())).toThrow(expect.objectContaining({ code: 'no-data' }))
    const inUse = newFolder()
    const lock = lockFolder(inUse)
    expect(() => restoreFolder(copy, inUse)).toThrow(expect.objectContaining({ code: 'folder-locked' }))
    lock.release()
  })
})
