import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoCountyData } from './demo-county/data-files.ts'

const FOLDER = join(import.meta.dirname, '..', 'seeds', 'demo-county', 'data')

/** Writes the figures of the invented county. A test holds the committed tables against this. */
mkdirSync(FOLDER, { recursive: true })
for (const [name, text] of demoCountyData()) {
  writeFileSync(join(FOLDER, name), text)
  console.log(`seeds/demo-county/data/${name}`)
}
