import type { Registry } from '@shixu/domain'
import { citation } from './checks/citation.ts'
import { contacts } from './checks/contacts.ts'
import { plan } from './checks/plan.ts'
import { references } from './checks/references.ts'
import { release } from './checks/release.ts'
import { routing } from './checks/routing.ts'
import { targetShape } from './checks/target-shape.ts'
import { uniqueIds } from './checks/unique-ids.ts'
import { units } from './checks/units.ts'
import { wording } from './checks/wording.ts'
import { type Check, type Draft, type Entry, problemIn } from './draft.ts'
import { byPlace, type Place, type RegistryProblem } from './problem.ts'
import { type FolderReader, readDraft } from './read-draft.ts'
import { registryOf } from './registry-of.ts'

/** Something of an entry: the value at a path below it, or the nearest thing around that; `key` is one within it. */
export interface Part {
  readonly list: 'bureaus' | 'routes' | 'feeds'
  readonly id: string
  readonly path: readonly PropertyKey[]
  readonly key?: string
}

/** `placeOf` says where something stands in its file, for whoever finds more that is wrong. */
export type LoadedRegistry =
  | { readonly ok: true; readonly registry: Registry; readonly placeOf: (part: Part) => Place }
  | { readonly ok: false; readonly problems: readonly RegistryProblem[] }

const CHECKS: readonly Check[] = [uniqueIds, references, targetShape, units, plan, citation, contacts, routing, release, wording]

/**
 * Reads the registry of one region and year from the files of its folder, which `read` gives as text (null where a file is missing). Either the whole registry,
 * or all problems of all files at once, in the order of the files. Whether a feed's format is installed is not looked at here.
 */
export function loadRegistry(read: FolderReader): LoadedRegistry {
  const { draft, problems } = readDraft(read)
  const all = [...problems, ...CHECKS.flatMap((check) => check(draft))].sort(byPlace)
  const registry = all.length === 0 ? registryOf(draft) : null
  return registry ? { ok: true, registry, placeOf: (part) => placeIn(draft, part) } : { ok: false, problems: all }
}

const placeIn = (draft: Draft, { list, id, path, key }: Part): Place => {
  const entries: readonly Entry<{ readonly id: string }>[] = draft[list].entries
  const entry = entries.find(({ item }) => item.id === id)
  return entry ? problemIn(entry, { at: path, wrong: '', right: '', ...(key !== undefined && { key }) }) : { file: `${list}.yaml`, line: 1, column: 1 }
}
