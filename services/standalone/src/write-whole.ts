import { renameSync, writeFileSync } from 'node:fs'

/** Writes a file of JSON that appears whole or not at all. */
export const writeWhole = (path: string, value: unknown): void => {
  writeFileSync(`${path}.partial`, JSON.stringify(value), { flush: true })
  renameSync(`${path}.partial`, path)
}
