import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'

export interface Program {
  readonly program: string
  readonly args: readonly string[]
  /** Where it works and keeps its data; it goes when the program is stopped. */
  readonly folder: string
  /** It leaves children behind when it ends: they are ended with it, since they would write in the folder after it is gone. */
  readonly hasChildren?: boolean
  isReady(): Promise<boolean>
}

const READY_WITHIN_MS = 60_000
const SAID_LENGTH = 4_000

/** Starts a server program and resolves when it is ready, with what stops it. Throws with its last words where it ends or is late. */
export const startProgram = async ({ program, args, folder, hasChildren = false, isReady }: Program): Promise<() => Promise<void>> => {
  const child = spawn(program, args, { cwd: folder, detached: hasChildren, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-SAID_LENGTH)
  })
  const ended = new Promise<'ended'>((resolve) => child.once('exit', () => resolve('ended')))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
    if (hasChildren && child.pid !== undefined) endGroup(child.pid)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  const outcome = await Promise.race([untilReady(isReady), ended])
  if (outcome === 'ready') return stop
  await stop()
  throw new Error(`${program} did not start (${outcome}): ${said}`)
}

const endGroup = (leader: number): void => {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // ESRCH: no child was left
  }
}

const untilReady = async (isReady: Program['isReady']): Promise<'ready' | 'late'> => {
  const late = Date.now() + READY_WITHIN_MS
  while (Date.now() < late) {
    if (await isReady()) return 'ready'
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return 'late'
}
