import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder } from './ask-shixu.ts'

const COUNTY = join(import.meta.dirname, '../../../../seeds/demo-county')

/** A registry of the invented county with other feeds than its own, in a folder that is gone after the test. */
export interface InventedSeed {
  readonly folder: string
  feeds(yaml: string): void
  data(name: string, bytes: string | Uint8Array): void
}

/** The county's targets, indicators and bureaus, and the feeds that a test gives. */
export const inventSeed = (feedsYaml: string): InventedSeed => {
  const folder = join(newFolder(), 'invented-county')
  cpSync(COUNTY, folder, { recursive: true })
  // A test may run by night.
  const routes = join(folder, 'routes.yaml')
  writeFileSync(routes, readFileSync(routes, 'utf8').replace(/^hours: .*$/mu, 'hours: always'))
  const seed: InventedSeed = {
    folder,
    feeds: (yaml) => writeFileSync(join(folder, 'feeds.yaml'), yaml),
    data: (name, bytes) => writeFileSync(join(folder, 'data', name), bytes),
  }
  seed.feeds(feedsYaml)
  return seed
}
