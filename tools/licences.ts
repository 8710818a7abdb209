/** Writes docs/licences.md anew. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { licencesPage } from './licences-page.ts'

writeFileSync(join(import.meta.dirname, '..', 'docs', 'licences.md'), licencesPage())
