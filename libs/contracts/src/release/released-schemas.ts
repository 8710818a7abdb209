import { EVENT_TYPES } from '@shixu/domain'
import { z } from 'zod'
import { BODY_SCHEMAS } from '../event/bodies.ts'
import { WIRE_TYPES } from '../event/wire-types.ts'
import type { JsonSchema } from './json-schema.ts'
import { schemaChanges } from './schema-changes.ts'

const FILE = '.schema.json'

const schemaOf = (type: (typeof EVENT_TYPES)[number]): JsonSchema => z.toJSONSchema(BODY_SCHEMAS[type], { target: 'draft-7', io: 'input' }) as JsonSchema

/** JSON Schema of every body as it is now, complete in itself, by the name of its file in `docs/schemas/released/`. */
export const presentSchemas = (): ReadonlyMap<string, JsonSchema> => new Map(EVENT_TYPES.map((type) => [WIRE_TYPES[type] + FILE, schemaOf(type)]))

export interface ReleaseReport {
  readonly breaks: readonly string[]
  readonly readersFirst: readonly string[]
}

const WAY_OUT = 'give the type a new version beside this one, and keep reading the old'

/** Compares what was released, by name of file, with what is. Each sentence says which type, where, what, and what to do. A type that is new breaks nothing. */
export const compareReleased = (released: ReadonlyMap<string, JsonSchema>): ReleaseReport => {
  const present = presentSchemas()
  const compared = [...released].map(([file, schema]) => {
    const name = file.replace(FILE, '')
    const now = present.get(file)
    const changes = now === undefined ? { breaks: ['is gone, and events of it lie in the log'], readersFirst: [] } : schemaChanges(schema, now)
    return {
      breaks: changes.breaks.map((what) => `${name}: ${what}; ${WAY_OUT}`),
      readersFirst: changes.readersFirst.map((what) => `${name}: ${what}; roll it out to the readers first`),
    }
  })
  return { breaks: compared.flatMap(({ breaks }) => breaks), readersFirst: compared.flatMap(({ readersFirst }) => readersFirst) }
}
