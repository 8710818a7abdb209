import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CommandFault } from './command-fault.ts'

/** Larger than any registry file that people write by hand. */
const LARGEST_BYTES = 8 * 1024 * 1024

/** Folders of `seeds` that hold a registry, by name. */
export const registryNames = (seeds: string): readonly string[] =>
  existsSync(seeds)
    ? readdirSync(seeds)
        .filter((name) => existsSync(join(seeds, name, 'region.yaml')))
        .sort()
    : []

/** The folder of a registry: a name below `seeds`, or a path. */
export const registryFolder = (seeds: string, name: string): string => {
  const found = [join(seeds, name), resolve(name)].find((folder) => existsSync(join(folder, 'region.yaml')))
  if (found === undefined)
    throw new CommandFault(
      'usage',
      `There is no registry "${name}" in ${seeds}: choose one of ${registryNames(seeds).join(', ')}, or name a folder with a region.yaml.`,
    )
  return found
}

/** The seeds that come with the program, wherever it was started. */
export const ownSeeds = (): string => join(dirname(import.meta.dirname), '..', '..', 'seeds')

/** Reads one file of a registry's folder; null where it is not there. */
export const registryReader =
  (folder: string) =>
  (name: string): string | null => {
    const path = join(folder, name)
    if (!existsSync(path)) return null
    if (statSync(path).size > LARGEST_BYTES)
      throw new CommandFault('usage', `${path} is larger than ${LARGEST_BYTES} bytes: a registry file is written by hand.`)
    return readFileSync(path, 'utf8')
  }
