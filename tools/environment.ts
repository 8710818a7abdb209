/** Writes .env.example anew. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentExample } from './environment-example.ts'

writeFileSync(join(import.meta.dirname, '..', '.env.example'), environmentExample())
