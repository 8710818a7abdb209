import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { feedProblems } from '@shixu/adapters/feeds'
import { byPlace, type FolderReader, loadRegistry, sayProblem } from '@shixu/contracts'
import type { Registry } from '@shixu/domain'
import { channelProblems } from './channel-problems.ts'
import { DEFAULT_SEEDS } from './settings.ts'

/** A registry that cannot be had: none of that name (`unknown`), or its files are wrong (`problems`). The message says what to do. */
export class RegistryFault extends Error {
  override readonly name = 'RegistryFault'
  readonly code: 'unknown' | 'problems'

  constructor(code: 'unknown' | 'problems', message: string) {
    super(message)
    this.code = code
  }
}

/** Larger than any registry file that people write by hand. */
const LARGEST_BYTES = 8 * 1024 * 1024

/** A registry and the folder that it was read from. */
export interface Seed {
  readonly name: string
  readonly folder: string
  readonly registry: Registry
}

const isRegistry = (folder: string): boolean => existsSync(join(folder, 'region.yaml'))

/** The seeds that come with the program, wherever it was started. */
const OWN = join(import.meta.dirname, '..', '..', '..', 'seeds')

/** Where the default is not there, the program's own; a folder that somebody named has to be. */
const seedsFolder = (named: string): string => {
  if (existsSync(named)) return named
  if (named === DEFAULT_SEEDS) return OWN
  throw new RegistryFault('unknown', `There is no folder "${named}", which SHIXU_SEEDS names.`)
}

/** Names of the registries below the seeds' folder. */
export const registryNames = (seeds: string): readonly string[] => {
  const folder = seedsFolder(seeds)
  return readdirSync(folder).filter((name) => isRegistry(join(folder, name)))
}

/** The folder of a registry, by its name below the seeds' folder or by its path. */
export const registryFolder = (seeds: string, name: string): string => {
  const found = [join(seedsFolder(seeds), name), resolve(name)].find(isRegistry)
  if (found === undefined)
    throw new RegistryFault(
      'unknown',
      `There is no registry "${name}": choose one of ${registryNames(seeds).join(', ')}, or name a folder that has a region.yaml.`,
    )
  return found
}

/** What a registry's state is kept under: the name of its folder, however that was written (`.`, a slash at the end). */
export const seedName = (folder: string): string => basename(resolve(folder))

/** The sentences of messages, where a registry has none of its own: `templates/notice.yaml` beside the registries. */
const TEMPLATES = ['notice.yaml']

const placeOf = (folder: string, name: string): string => {
  const own = join(folder, name)
  return TEMPLATES.includes(name) && !existsSync(own) ? join(folder, '..', 'templates', name) : own
}

/** Reads files of one folder and the templates beside it, and nothing beyond. */
const readerOf =
  (folder: string): FolderReader =>
  (name) => {
    const path = placeOf(folder, name)
    if (!existsSync(path)) return null
    if (statSync(path).size > LARGEST_BYTES)
      throw new RegistryFault('unknown', `${path} is larger than ${LARGEST_BYTES} bytes, which no registry file is: put figures under data/.`)
    return readFileSync(path, 'utf8')
  }

/** The registry of a folder, or all its problems, one a line. */
export const checkRegistry = (folder: string): { readonly registry: Registry } | { readonly problems: readonly string[] } => {
  const loaded = loadRegistry(readerOf(folder))
  if (!loaded.ok) return { problems: loaded.problems.map(sayProblem) }
  const { registry, placeOf } = loaded
  const feeds = feedProblems(registry, chineseWorkdays()).map(({ feed, said, ...at }) => ({ at: { list: 'feeds' as const, id: feed, ...at }, said }))
  const problems = [...channelProblems(registry), ...feeds].map(({ at, said }) => ({ ...placeOf(at), said }))
  if (problems.length === 0) return { registry }
  return { problems: problems.sort(byPlace).map(({ file, line, column, said }) => `${file}:${line}:${column}: ${said}`) }
}

/** Reads a registry that has to be right. */
export const readSeed = (seeds: string, name: string): Seed => {
  const folder = registryFolder(seeds, name)
  const checked = checkRegistry(folder)
  if ('problems' in checked)
    throw new RegistryFault('problems', `The registry in ${folder} has ${checked.problems.length} problems:\n${checked.problems.join('\n')}`)
  return { name: seedName(folder), folder, registry: checked.registry }
}

/** Every registry below the seeds' folder. All of them have to be right. */
export const readSeeds = (seeds: string): readonly Seed[] => registryNames(seeds).map((name) => readSeed(seeds, name))

/** The files of a region for whoever tells its people: those of the newest year that there is. */
export const directoryOf = (seeds: readonly Seed[]): ((region: string) => Registry | undefined) => {
  const byYear = seeds.map(({ registry }) => registry).sort((one, other) => one.year - other.year)
  const newest = new Map(byYear.map((registry) => [registry.region, registry]))
  return (region) => newest.get(region)
}
