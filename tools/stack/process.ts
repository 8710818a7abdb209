import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '..', '..')
const READY_WITHIN_MS = 120_000
const STOP_WITHIN_MS = 15_000

export type Settings = Readonly<Record<string, string>>

/** A service as a process of its own, whose log is a file. */
export interface ServiceProcess {
  readonly name: string
  /** Of its pages. */
  readonly url: string
  readonly log: string
  /** Resolves when it has ended in order, or was made to. */
  stop(): Promise<void>
}

interface Parts {
  readonly settings: Settings
  /** Where its log goes. */
  readonly folder: string
}

const programOf = (service: string): string => join(ROOT, 'services', service, 'src', 'main.ts')

/** Starts a service with these settings and no others, and resolves when it serves its pages; it may not be ready yet. */
export const startService = async (name: string, { settings, folder }: Parts): Promise<ServiceProcess> => {
  const log = join(folder, `${name}.log`)
  const file = openSync(log, 'a')
  const child = spawn(process.execPath, [programOf(name)], { cwd: ROOT, env: { PATH: process.env.PATH, ...settings }, stdio: ['ignore', file, file] })
  closeSync(file)
  const url = await untilSaid(child, log)
  return { name, url, log, stop: () => stop(child) }
}

const untilSaid = async (child: ChildProcess, log: string): Promise<string> => {
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await wait(100)) {
    const said = readFileSync(log, 'utf8')
    const url = /"url":"(http:[^"]+)\/"/u.exec(said)?.[1]
    if (url !== undefined) return url
    if (child.exitCode !== null) throw new Error(`${log}: it ended with ${child.exitCode}\n${said.slice(-2_000)}`)
  }
  child.kill('SIGKILL')
  throw new Error(`${log}: no pages after ${READY_WITHIN_MS} ms`)
}

/** Resolves when the service says that it has its share and knows what it must; throws with the end of its log where it does not. */
export const untilReady = async ({ name, url, log }: ServiceProcess): Promise<void> => {
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await wait(200)) {
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) return
  }
  throw new Error(`${name} is not ready: ${readFileSync(log, 'utf8').slice(-2_000)}`)
}

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await ended
  clearTimeout(late)
}

/** Runs a `shixu` command to its end. Throws with what it said where it fails. */
export const shixu = async (settings: Settings, args: readonly string[]): Promise<string> => {
  const child = spawn(process.execPath, [programOf('standalone'), ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const heard = { all: '', answers: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard.all += text
    heard.answers += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard.all += text
  })
  const exit = await new Promise((resolve) => child.once('close', resolve))
  if (exit !== 0) throw new Error(`shixu ${args.join(' ')} ended with ${exit}: ${heard.all}`)
  return heard.answers
}
