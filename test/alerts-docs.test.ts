import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALERT_WHYS } from '@shixu/domain'
import { FACT_REFUSALS } from '@shixu/pipeline'
import { expect, test } from 'vitest'
import { ROOT } from './rooms.ts'

const page = readFileSync(join(ROOT, 'docs', 'alerts.md'), 'utf8')

test.each([...Object.entries(ALERT_WHYS), ...Object.entries(FACT_REFUSALS)])('docs/alerts.md says what "%s" is', (code, words) => {
  expect(page).toContain(`| \`${code}\` | ${words} |`)
})

test('the files that docs/alerts.md names are there', () => {
  const named = [...page.matchAll(/`(libs\/[\w./-]+)`/gu)].map(([, path]) => path ?? '')
  expect(named.length).toBeGreaterThan(3)
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})
