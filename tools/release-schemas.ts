/**
 * Renews `docs/schemas/released/`, the schemas that a change of the events is held against: `npm run schemas:release`, with each release.
 * Refuses what would break readers.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareReleased, presentSchemas } from '@shixu/contracts'
import { RELEASED, readReleased } from './released.ts'

const { breaks, readersFirst } = compareReleased(readReleased())
for (const each of [...breaks, ...readersFirst]) console.log(each)
if (breaks.length === 0) {
  mkdirSync(RELEASED, { recursive: true })
  for (const [file, schema] of presentSchemas()) writeFileSync(join(RELEASED, file), `${JSON.stringify(schema, null, 2)}\n`)
} else {
  console.log('nothing was renewed')
  process.exitCode = 1
}
