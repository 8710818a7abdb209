import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { viewsOf } from './views.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../../../../docs/ledger.md'), 'utf8')
const VIEWS = viewsOf({
  joinFirst: String,
  moment: String,
  jsonText: String,
  jsonNumber: String,
  jsonEach: String,
  before: String,
  today: '',
  daysBetween: String,
})

test('the page tells what each view is for, and of no other', () => {
  const told = [...PAGE.matchAll(/^\| `([a-z_]+)` \| (.+?) \|$/gmu)].map(([, name, comment]) => [name, comment])
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(VIEWS.map(({ name, comment }) => [name, comment])))
})

test('every column says what it holds', () => {
  const silent = VIEWS.flatMap(({ name, columns }) => Object.entries(columns).flatMap(([column, [, words]]) => (words.length < 3 ? [`${name}.${column}`] : [])))
  expect(silent).toEqual([])
})
