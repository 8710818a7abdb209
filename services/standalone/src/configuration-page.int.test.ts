import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configurationPage } from './configuration-page.ts'

test('the page of settings is what the code reads', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'configuration.md'), 'utf8')
  expect(page).toBe(configurationPage())
})
