import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'

export interface HttpProgram {
  readonly program: string
  readonly args: readonly string[]
  /** Where it works and keeps its data; it goes when the program is stopped. */
  readonly folder: string
  /** Answers 2xx once the program is ready. */
  readonly readyUrl: string
}

const READY_WITHIN_MS = 60_000
const SAID_LENGTH = 4_000

/** Starts a server program and resolves when it is ready, with what stops it. Throws with its last words where it ends or is late. */
export const startHttpProgram = async ({ program, args, folder, readyUrl }: HttpProgram): Promise<() => Promise<void>> => {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-SAID_LENGTH)
  })
  const ended = new Promise<'ended'>((resolve) => child.once('exit', () => resolve('ended')))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const outcome = await Promise.race([untilReady(readyUrl), ended])
  if (outcome === 'ready') return stop
  await stop()
  throw new Error(`${program} did not start (${outcome}): ${said}`)
}

const untilReady = async (url: string): Promise<'ready' | 'late'> => {
  const late = Date.now() + READY_WITHIN_MS
  while (Date.now() < late) {
    const ready = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) return 'ready'
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return 'late'
}
