import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Command, Observation } from '@shixu/domain'
import type { ResendAsked } from '../resend.ts'
import { writeWhole } from '../write-whole.ts'

/** Something that a command asks of whoever writes to the state. */
export type Errand =
  | { readonly errand: 'report'; readonly observation: Observation; readonly accept: boolean }
  | { readonly errand: 'command'; readonly command: Command }
  | { readonly errand: 'retry-letter'; readonly id: string; readonly accept: boolean }
  | { readonly errand: 'drop-letter'; readonly id: string; readonly why: string }
  | { readonly errand: 'resend'; readonly asked: ResendAsked }
  | { readonly errand: 'rebuild-ledger' }

/** What came of an errand, for the one who asked. */
export interface Ran {
  readonly done: boolean
  readonly said: string
}

/**
 * Errands handed in by other processes, a file each. The state has one writer; a command that finds it busy leaves its errand here, and the running service takes it up.
 * A file appears whole or not at all, and is gone only after its errand was done and its answer written.
 */
export interface Spool {
  put(id: string, errand: Errand): void
  /** Oldest first. null is one that cannot be read. */
  waiting(): readonly { readonly id: string; readonly errand: Errand | null }[]
  done(id: string, ran: Ran): void
  /** The answer, once; null while there is none. */
  answer(id: string): Ran | null
}

const ASKED = '.asked.json'
const ANSWERED = '.answered.json'

const errandIn = (path: string): Errand | null => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Errand
  } catch {
    return null // whoever takes it up answers that it cannot be read
  }
}

export const openSpool = (statePath: string): Spool => {
  const folder = join(statePath, 'errands')
  const path = (id: string, ending: string): string => join(folder, `${id}${ending}`)
  const asked = (): readonly string[] =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.endsWith(ASKED))
          .sort()
      : []
  return {
    put: (id, errand) => {
      mkdirSync(folder, { recursive: true })
      writeWhole(path(id, ASKED), errand)
    },
    waiting: () => asked().map((name) => ({ id: name.slice(0, -ASKED.length), errand: errandIn(join(folder, name)) })),
    done: (id, ran) => {
      writeWhole(path(id, ANSWERED), ran)
      rmSync(path(id, ASKED), { force: true })
    },
    answer: (id) => {
      if (!existsSync(path(id, ANSWERED))) return null
      const ran = JSON.parse(readFileSync(path(id, ANSWERED), 'utf8')) as Ran
      rmSync(path(id, ANSWERED), { force: true })
      return ran
    },
  }
}
