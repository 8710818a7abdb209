import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonSchema } from '@shixu/contracts'

export const RELEASED = join(import.meta.dirname, '..', 'docs', 'schemas', 'released')

/** The released schemas, by name of file. */
export const readReleased = (): ReadonlyMap<string, JsonSchema> =>
  new Map((existsSync(RELEASED) ? readdirSync(RELEASED) : []).map((file) => [file, JSON.parse(readFileSync(join(RELEASED, file), 'utf8')) as JsonSchema]))
