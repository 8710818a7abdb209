/** Writes `docs/asyncapi.yaml` from the contracts: `node tools/asyncapi.ts`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asyncApiPage } from '@shixu/contracts'

writeFileSync(join(import.meta.dirname, '..', 'docs', 'asyncapi.yaml'), asyncApiPage())
