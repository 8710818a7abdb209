import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandFault } from './command-fault.ts'

/** What keeps a state alive: a replayed year, or the real one. Their days differ, so one folder holds one of them. */
export type Mode = 'replay' | 'run'

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

/** What the folder holds, or null where there is no state yet. */
export const modeOf = (path: string): Mode | null => (existsSync(marker(path)) ? (JSON.parse(readFileSync(marker(path), 'utf8')) as { mode: Mode }).mode : null)

/** Says what a folder holds. */
export const writeMode = (path: string, mode: Mode): void => writeFileSync(marker(path), JSON.stringify({ mode }))

/** Makes the folder, or makes sure that it is of this mode. */
export const claimFolder = (path: string, mode: Mode): StateFolder => {
  const found = modeOf(path)
  if (found !== null && found !== mode) {
    const words = { replay: 'a replayed year', run: 'the real one' }
    throw new CommandFault('state', `${path} holds ${words[found]}: name another folder with SHIXU_STATE, or move this one away.`)
  }
  mkdirSync(path, { recursive: true })
  if (found === null) writeMode(path, mode)
  return stateFolder(path)
}

/** Drops a replayed state. What was lived for real is never dropped by us. */
export const dropReplay = (path: string): void => {
  if (modeOf(path) === 'run') throw new CommandFault('state', `${path} holds the real state, which --fresh does not drop: move it away yourself.`)
  rmSync(path, { recursive: true, force: true })
}
