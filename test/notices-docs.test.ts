import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SMTP_CODES } from '@shixu/adapters/channels'
import { NOTIFY_CODES } from '@shixu/pipeline'
import { expect, test } from 'vitest'
import { ROOT } from './rooms.ts'

const page = readFileSync(join(ROOT, 'docs', 'notices.md'), 'utf8')

test.each(Object.entries({ ...NOTIFY_CODES, ...SMTP_CODES }))('docs/notices.md says what the code "%s" means', (code, words) => {
  expect(page).toContain(`| \`${code}\` | ${words} |`)
})

test('the files that docs/notices.md names are there', () => {
  const named = [...page.matchAll(/\]\(\.\.\/(libs\/[\w./-]+)\)/gu)].map(([, path]) => path ?? '')
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})
