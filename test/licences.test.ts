import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { licencesPage, licensed } from '../tools/licences-page.ts'
import { ROOT } from './rooms.ts'

/** What an office may use, change and pass on without asking anyone. MPL-2.0 asks for the changes of its own files alone. */
const ALLOWED = /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|CC0-1\.0|MPL-2\.0|Python-2\.0|BlueOak-1\.0\.0|OFL-1\.1|Unlicense)$/u

const isAllowed = (licence: string): boolean =>
  licence
    .replace(/[()]/gu, '')
    .split(' OR ')
    .some((each) => each.split(' AND ').every((one) => ALLOWED.test(one)))

test('every package may be used by an office as it likes', () => {
  expect(licensed().filter(({ licence }) => !isAllowed(licence))).toEqual([])
})

test('the page of licences is that of the lock file', () => {
  expect(readFileSync(join(ROOT, 'docs', 'licences.md'), 'utf8'), 'npm run docs writes it').toBe(licencesPage())
})
