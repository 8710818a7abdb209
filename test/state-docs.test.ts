import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { STORE_FAULTS } from '@shixu/adapters/store'
import { expect, test } from 'vitest'
import { ROOT } from './rooms.ts'

const page = readFileSync(join(ROOT, 'docs', 'state.md'), 'utf8')

test.each(Object.entries(STORE_FAULTS))('what to do about %s stands on the page of the state', (code, words) => {
  expect(page).toContain(`| \`${code}\` | ${words} |`)
})
