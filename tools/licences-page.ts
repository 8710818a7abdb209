import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly link?: boolean
  readonly dev?: boolean
}

/** A package of the lock file, and under what it may be used. */
export interface Licensed {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** Whether only building and testing need it, by what the top of the checkout says. */
  readonly dev: boolean
}

const LOCK = join(import.meta.dirname, '..', 'package-lock.json')
const FOLDER = 'node_modules/'

/** Every package that the lock file brings, each version once. */
export const licensed = (): readonly Licensed[] => {
  const { packages } = JSON.parse(readFileSync(LOCK, 'utf8')) as { readonly packages: Readonly<Record<string, Locked>> }
  const found = Object.entries(packages)
    .filter(([path, { link }]) => path.includes(FOLDER) && !link)
    .map(([path, { version = '', license = 'not told', dev = false }]) => ({
      name: path.slice(path.lastIndexOf(FOLDER) + FOLDER.length),
      version,
      licence: license,
      dev,
    }))
  return [...new Map(found.map((each) => [`${each.name}@${each.version}`, each])).values()].sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** The page of all licences, from the lock file. */
export const licencesPage = (): string => {
  const all = licensed()
  const groups = [...Map.groupBy(all, ({ licence }) => licence)].sort(([, one], [, other]) => other.length - one.length)
  return [
    '# Licences of what shixu is built on',
    '',
    `Made from the lock file (\`npm run docs\`): ${all.length} packages. Those in _italics_ build and test only.`,
    '',
    '| licence | packages |',
    '|---|---|',
    ...groups.map(
      ([licence, packages]) => `| ${licence} | ${packages.map(({ name, version, dev }) => (dev ? `_${name} ${version}_` : `${name} ${version}`)).join(', ')} |`,
    ),
    '',
    'Beside them, as programs of their own and never linked: Apache Kafka (Apache-2.0), PostgreSQL (PostgreSQL), Prometheus and Alertmanager (Apache-2.0), Grafana (AGPL-3.0), Mailpit (MIT).',
    '',
  ].join('\n')
}
