import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './rooms.ts'

test('every file that the page on kafkajs names is there', () => {
  const page = readFileSync(join(ROOT, 'docs', 'kafka-client.md'), 'utf8')
  const named = [...page.matchAll(/`(libs\/[^`]+)`/g)].map(([, path]) => path ?? '')
  expect(named.length).toBeGreaterThan(15)
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})
