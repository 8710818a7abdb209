import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROBLEMS } from './problems.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../../../docs/api.md'), 'utf8')

test('the page has each problem with its status, and no other', () => {
  const rows = [...PAGE.matchAll(/^\| `([a-z-]+)` \| (\d{3}) \|/gmu)].map(([, code, status]) => [code, Number(status)])
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(Object.entries(PROBLEMS).map(([code, { status }]) => [code, status])))
})
