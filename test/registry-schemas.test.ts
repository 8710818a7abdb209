import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { registryJsonSchemas } from '@shixu/contracts'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from './rooms.ts'

const FOLDER = join(ROOT, 'seeds', 'schema')

test.each([...registryJsonSchemas()])('%s is what the schemas of the registry give; if not: npm run schemas', (name, text) => {
  expect(readFileSync(join(FOLDER, name), 'utf8')).toBe(text)
})

test('no other schema lies there', () => {
  expect(readdirSync(FOLDER).sort()).toStrictEqual([...registryJsonSchemas().keys()].sort())
})

const seeds = readdirSync(join(ROOT, 'seeds')).filter((name) => name !== 'schema' && name !== 'templates')
const files = [
  { path: 'seeds/templates/notice.yaml', file: 'notice' },
  ...seeds.flatMap((seed) => ['region', 'targets', 'indicators', 'bureaus', 'routes', 'feeds'].map((file) => ({ path: `seeds/${seed}/${file}.yaml`, file }))),
]

test.each(files)('$path names its schema in its first line, so that an editor completes and checks it', ({ path, file }) => {
  expect(readFileSync(join(ROOT, path), 'utf8').split('\n')[0]).toBe(`# yaml-language-server: $schema=../schema/${file}.schema.json`)
})

test.each(files)('$path is right by its JSON Schema, and wrong with a key more', ({ path, file }) => {
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(FOLDER, `${file}.schema.json`), 'utf8')))
  const written = parse(readFileSync(join(ROOT, path), 'utf8')) as Record<string, unknown>
  expect(schema.safeParse(written).error?.issues ?? []).toStrictEqual([])
  expect(schema.safeParse({ ...written, unknown: 1 }).success).toBe(false)
})
