import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import known from '../tools/audit/known-advisories.json' with { type: 'json' }
import { knownFaults, type LockFile } from '../tools/audit/known-faults.ts'
import { ROOT } from './rooms.ts'

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as LockFile

test('no package that is shipped has a fault that the kept list knows', () => {
  expect(knownFaults(lock, known.advisories)).toEqual([])
})

test('the kept list is of packages that are shipped', () => {
  const shipped = new Set(Object.entries(lock.packages).flatMap(([place, { dev }]) => (dev ? [] : [place.split('node_modules/').at(-1)])))
  expect(known.advisories.filter((advisory) => !shipped.has(advisory.package))).toEqual([])
  for (const { ids, below } of known.advisories) {
    expect(below).toMatch(/^\d+\.\d+\.\d+$/u)
    for (const id of ids) expect(id).toMatch(/^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/u)
  }
})

test.each([
  ['1.11.9', 1],
  ['1.12.0', 0],
  ['1.9.99', 1],
  ['0.30.2', 1],
  ['2.0.0', 0],
])('of version %s, where 1.12.0 mends it, there are %i faults', (version, count) => {
  const packages = { 'node_modules/a/node_modules/axios': { version } }
  expect(knownFaults({ packages }, [{ package: 'axios', below: '1.12.0', ids: ['GHSA-4hjh-wcwx-xvwj'] }])).toHaveLength(count)
})

test('what builds and tests only is left out', () => {
  const packages = { 'node_modules/axios': { version: '1.0.0', dev: true } }
  expect(knownFaults({ packages }, [{ package: 'axios', below: '1.12.0', ids: [] }])).toEqual([])
})
