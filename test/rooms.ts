import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** The top of the checkout. */
export const ROOT = join(import.meta.dirname, '..')

const walk = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (name === 'node_modules' || name === 'fixtures') return []
    return statSync(path).isDirectory() ? walk(path) : [path]
  })

export interface Source {
  readonly path: string
  readonly text: string
}

const sourcesBelow = (folder: string): Source[] =>
  walk(join(ROOT, folder))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }))

/** Every source file of the rooms, tests left out. */
export const sources = (): Source[] => [...sourcesBelow('libs'), ...sourcesBelow('services')].filter(({ path }) => !path.endsWith('.test.ts'))

/** Packages that a file imports, by name: `@shixu/domain`, `kysely`, `node:fs`. Relative imports are left out. */
export const importsOf = (text: string): string[] => [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"./][^'"]*)['"]/g)].map((match) => match[1] as string)
