import { bureausFile } from './bureaus-file.ts'
import { feedsFile } from './feeds-file.ts'
import { indicatorsFile } from './indicators-file.ts'
import { noticeFile } from './notice-file.ts'
import { regionFile } from './region-file.ts'
import { routesFile } from './routes-file.ts'
import { jsonSchemaOf } from './schema-at.ts'
import { targetsFile } from './targets-file.ts'

/** The YAML files of a registry's folder, and the schema of each. */
export const REGISTRY_FILES = {
  'region.yaml': regionFile,
  'targets.yaml': targetsFile,
  'indicators.yaml': indicatorsFile,
  'bureaus.yaml': bureausFile,
  'routes.yaml': routesFile,
  'feeds.yaml': feedsFile,
} as const

/** Files that a registry may have as well. */
export const OPTIONAL_FILES = { 'notice.yaml': noticeFile } as const

export type RegistryFileName = keyof typeof REGISTRY_FILES

/** JSON Schema (draft 7) of each file, by the name it has in `seeds/schema/`: an editor completes and checks the YAML by it. */
export const registryJsonSchemas = (): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({ ...REGISTRY_FILES, ...OPTIONAL_FILES }).map(([name, schema]) => [
      name.replace('.yaml', '.schema.json'),
      `${JSON.stringify(jsonSchemaOf(schema), null, 2)}\n`,
    ]),
  )
