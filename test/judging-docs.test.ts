import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PRESET_NAMES } from '@shixu/domain'
import { expect, test } from 'vitest'
import { ROOT } from './rooms.ts'

const page = readFileSync(join(ROOT, 'docs', 'judging.md'), 'utf8')

test.each(PRESET_NAMES)('docs/judging.md says what the rule "%s" does', (name) => {
  expect(page).toContain(`| \`${name}\` |`)
})

test('the files that docs/judging.md names are there', () => {
  const folder = 'libs/domain/src/forecast'
  const named = [...page.matchAll(/`([\w-]+\.ts)`/gu)].map(([, name]) => name ?? '')
  expect(named.length).toBeGreaterThan(2)
  expect(named.filter((name) => !existsSync(join(ROOT, folder, name)))).toEqual([])
})
