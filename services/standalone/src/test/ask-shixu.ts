import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { Output } from '../output.ts'
import { runCommand } from '../run-command.ts'

/** Settings that a command is given; those that are not named have their defaults. */
export type Settings = Readonly<Record<string, string>>

/** What a command answered: lines on standard output, lines beside it, and its exit code. */
export interface Answer {
  readonly exit: number
  readonly said: readonly string[]
  readonly told: readonly string[]
}

/** A command's process ends with it, and this one goes on: nobody is to listen any more. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Carries out a command in this process. */
export const askShixu = async (settings: Settings, ...args: readonly string[]): Promise<Answer> => {
  const said: string[] = []
  const told: string[] = []
  const output: Output = {
    say: (line) => void said.push(...line.split('\n')),
    tell: (line) => void told.push(...line.split('\n')),
    progress: () => undefined,
    end: () => undefined,
    terminal: false,
  }
  const listening = SIGNALS.map((name) => [name, process.listeners(name)] as const)
  const exit = await runCommand(['node', 'shixu', ...args], settings, output)
  for (const [name, before] of listening) for (const listener of process.listeners(name)) if (!before.includes(listener)) process.off(name, listener)
  return { exit, said, told }
}

/** The objects of an answer in JSON Lines; nothing was told beside it, and all was well. */
export const askJson = async <T>(settings: Settings, ...args: readonly string[]): Promise<readonly T[]> => {
  const { exit, said, told } = await askShixu(settings, ...args, '--json')
  expect({ exit, told }).toEqual({ exit: 0, told: [] })
  return said.map((line) => JSON.parse(line) as T)
}

/** A folder that is gone after the test. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A command in a process of its own, as people start it. */
export interface Started {
  /** The first address that it names. */
  url(): Promise<string>
  said(): string
  told(): string
  signal(name: NodeJS.Signals): void
  readonly ended: Promise<{ readonly exit: number | null; readonly signal: NodeJS.Signals | null }>
}

const MAIN = join(import.meta.dirname, '..', 'main.ts')

/** Starts it; after the test it is killed at the latest. */
export const startShixu = (settings: Settings, ...args: readonly string[]): Started => {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...settings }, stdio: ['ignore', 'pipe', 'pipe'] })
  const heard = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard.err += text
  })
  const ended = new Promise<Awaited<Started['ended']>>((resolve) => child.once('close', (exit, signal) => resolve({ exit, signal })))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const address = () => /http:\/\/[\w.:]+\//u.exec(heard.err)?.[0]
  return {
    url: async () => {
      await expect.poll(address, { timeout: 30_000, interval: 20, message: 'no address was named' }).toBeDefined()
      return address() ?? ''
    },
    said: () => heard.out,
    told: () => heard.err,
    signal: (name) => void child.kill(name),
    ended,
  }
}
