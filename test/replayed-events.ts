import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteLog } from '@shixu/adapters/sqlite-log'
import { type Event, TOPICS } from '@shixu/domain'
import { ROOT } from './rooms.ts'

const MAIN = join(ROOT, 'services', 'standalone', 'src', 'main.ts')

/** Lives through a registry's year in a process of its own; its state is then in `state/seed`. */
export const liveThrough = (seed: string, state: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, SHIXU_SEEDS: join(ROOT, 'seeds'), SHIXU_STATE: state }
    const child = spawn(process.execPath, [MAIN, 'replay', '--region', seed, '--once'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString()
    })
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the replay of ${seed} ended with ${code}: ${said}`))))
  })

/** Every event that the embedded replay of a registry leaves in its log, topic by topic, in order. */
export const replayedEvents = async (seed: string): Promise<readonly Event[]> => {
  const state = mkdtempSync(join(tmpdir(), 'shixu-replayed-'))
  try {
    await liveThrough(seed, state)
    const log = openSqliteLog({ folder: join(state, seed), readOnly: true })
    const events = TOPICS.flatMap((topic) => [...log.read(topic)].map(({ event, unreadable }) => event ?? neverUnreadable(unreadable?.reason)))
    await log.close()
    return events
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}

const neverUnreadable = (reason: string | undefined): never => {
  throw new Error(`the replay wrote what cannot be read: ${reason}`)
}
