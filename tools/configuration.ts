/** Writes `docs/configuration.md` from the code that reads the settings: `node tools/configuration.ts`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configurationPage } from '@shixu/standalone'

writeFileSync(join(import.meta.dirname, '..', 'docs', 'configuration.md'), configurationPage())
