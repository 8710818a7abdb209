import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadRegistry, sayProblem } from '@shixu/contracts'
import { expect, test } from 'vitest'
import { ROOT } from './rooms.ts'

const page = readFileSync(join(ROOT, 'docs', 'registry.md'), 'utf8')

/** The examples of the page, by the file that each is of. */
const examples = new Map([...page.matchAll(/^```(?:yaml|text) (\S+)\n(.*?)^```$/gmsu)].map(([, name = '', text = '']) => [name, text]))

test('the examples of docs/registry.md are together a registry without a fault', () => {
  const loaded = loadRegistry((name) => examples.get(name) ?? null)
  expect(loaded.ok ? [] : loaded.problems.map(sayProblem)).toStrictEqual([])
  expect(examples.size).toBe(7)
})
