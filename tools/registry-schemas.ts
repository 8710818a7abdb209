import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { registryJsonSchemas } from '@shixu/contracts'

const FOLDER = join(import.meta.dirname, '..', 'seeds', 'schema')

/** Writes the JSON Schema of each registry file, for editors. A test holds the committed files against this. */
mkdirSync(FOLDER, { recursive: true })
for (const [name, text] of registryJsonSchemas()) {
  writeFileSync(join(FOLDER, name), text)
  console.log(`seeds/schema/${name}`)
}
