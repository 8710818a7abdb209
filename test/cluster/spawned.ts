import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ROOT } from '../rooms.ts'

export type Settings = Readonly<Record<string, string>>

/** A process of ours and what it has said. */
export interface Spawned {
  said(): string
  told(): string
  /** The status and body of one of its pages, once it serves any. */
  page(path: string): Promise<{ readonly status: number; readonly body: string }>
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<number | NodeJS.Signals>
}

const live = new Set<Spawned>()

/** Ends what is still there; for after a test. */
export const endAll = async (): Promise<void> => {
  for (const each of live) each.kill('SIGKILL')
  await Promise.all([...live].map(({ ended }) => ended))
}

/** Runs `services/<name>/src/main.ts` with these settings and no others. */
export const spawnService = (name: string, settings: Settings, args: readonly string[] = []): Spawned =>
  spawnProgram([join(ROOT, 'services', name, 'src', 'main.ts'), ...args], settings, ROOT)

/** Runs a program of ours in a folder, with these settings and no others. */
export const spawnProgram = (program: readonly string[], settings: Settings, cwd: string): Spawned => {
  const child = spawn(process.execPath, program, { cwd, env: { PATH: process.env.PATH, SHIXU_PORT: '0', ...settings }, stdio: ['ignore', 'pipe', 'pipe'] })
  const heard = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard.err += text
  })
  const ended = new Promise<number | NodeJS.Signals>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? 0)))
  const spawned: Spawned = {
    said: () => heard.out,
    told: () => heard.err,
    page: async (path) => {
      const url = /"url":"(http:[^"]+)\/"/u.exec(heard.err)?.[1]
      if (url === undefined) return { status: 0, body: '' }
      const response = await fetch(`${url}${path}`)
      return { status: response.status, body: await response.text() }
    },
    kill: (signal) => void child.kill(signal),
    ended,
  }
  live.add(spawned)
  void ended.then(() => live.delete(spawned))
  return spawned
}

/** Resolves when all of them are ready; where one ends or is not in time, tells what it said. */
export const allReady = async (services: readonly Spawned[], timeoutMs = 45_000): Promise<void> => {
  const until = Date.now() + timeoutMs
  for (const service of services) {
    while ((await service.page('/readyz')).status !== 200) {
      const ended = await Promise.race([service.ended, wait(100, null)])
      if (ended !== null || Date.now() > until) throw new Error(`${ended === null ? 'not ready in time' : `ended with ${ended}`}: ${service.told()}`)
    }
  }
}

/** Runs a `shixu` command to its end. */
export const shixu = async (
  settings: Settings,
  ...args: readonly string[]
): Promise<{ readonly exit: number | NodeJS.Signals; readonly said: string; readonly told: string }> => {
  const command = spawnService('standalone', settings, args)
  const exit = await command.ended
  return { exit, said: command.said(), told: command.told() }
}
