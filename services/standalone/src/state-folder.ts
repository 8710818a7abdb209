import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { lockFolder } from '@shixu/adapters/sqlite-log'
import { isDay } from '@shixu/domain'
import { z } from 'zod'
import { CommandFault } from './command-fault.ts'
import { writeWhole } from './write-whole.ts'

/** What keeps a state alive: a replayed year, or the real one. Their days differ, so one folder holds one of them. */
export type Mode = 'replay' | 'run'

/** What a folder says of itself: a replay also with which day it began. */
const Mark = z.object({ mode: z.enum(['replay', 'run']), from: z.string().refine(isDay).optional() })
export type Mark = z.infer<typeof Mark>

export interface StateFolder {
  readonly path: string
  readonly log: string
  readonly store: string
  readonly maildir: string
}

export const stateFolder = (path: string): StateFolder => ({ path, log: path, store: join(path, 'store.db'), maildir: join(path, 'maildir') })

const marker = (path: string): string => join(path, 'mode.json')

/** Where the state of a registry is kept. */
export const statePathOf = (state: string, seed: string): string => join(state, seed)

/** What the folder says of itself, or null where there is no state yet. */
export const markOf = (path: string): Mark | null => {
  if (!existsSync(marker(path))) return null
  const read = Mark.safeParse(jsonIn(marker(path)))
  if (read.success) return read.data
  throw new CommandFault('state', `${marker(path)} is damaged; it should say {"mode":"replay"} or {"mode":"run"}. Mend it, or move the folder away.`)
}

const jsonIn = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null // which is no mark
  }
}

export const modeOf = (path: string): Mode | null => markOf(path)?.mode ?? null

/** Says what a folder holds. */
export const writeMark = (path: string, mark: Mark): void => writeWhole(marker(path), mark)

/** Makes the folder, or makes sure that it is of this mode and, where one is named, of this beginning. */
export const claimFolder = (path: string, mark: Mark): StateFolder => {
  const found = markOf(path)
  if (found !== null && found.mode !== mark.mode)
    throw new CommandFault('state', `${path} holds ${WORDS[found.mode]}: name another folder with SHIXU_STATE, or move this one away.`)
  if (found !== null && mark.from !== undefined && found.from !== mark.from)
    throw new CommandFault('state', `${path} holds a replay that began ${found.from ?? 'with its year'}: go on without --from, or start over with --fresh.`)
  mkdirSync(path, { recursive: true })
  if (found === null) writeMark(path, mark)
  return stateFolder(path)
}

const WORDS: Readonly<Record<Mode, string>> = { replay: 'a replayed year', run: 'the real one' }

/** Drops a replayed state that no process holds. What was lived for real, or is no state of ours, is never dropped by us. */
export const dropReplay = (path: string): void => {
  // A drop that was killed halfway has left what it could not remove under another name.
  rmSync(gone(path), { recursive: true, force: true })
  if (!existsSync(path)) return
  const mode = modeOf(path)
  if (mode === 'run') throw new CommandFault('state', `${path} holds the real state, which --fresh does not drop: move it away yourself.`)
  if (mode === null && readdirSync(path).length > 0)
    throw new CommandFault('state', `${path} holds something that is no replay, which --fresh does not drop: look into it, or set SHIXU_STATE.`)
  const lock = lockFolder(path)
  try {
    renameSync(path, gone(path))
  } finally {
    lock.release()
  }
  rmSync(gone(path), { recursive: true, force: true })
}

const gone = (path: string): string => `${path}.dropped`
