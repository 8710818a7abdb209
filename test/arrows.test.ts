import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, ROOT, sources } from './rooms.ts'

const SERVICE = ['domain', 'contracts', 'pipeline', 'adapters', 'runtime', 'service']

/** Which rooms of ours each room may know. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  'libs/domain': [],
  'libs/contracts': ['domain'],
  'libs/pipeline': ['domain'],
  'libs/adapters': ['domain', 'contracts', 'pipeline'],
  'libs/runtime': [],
  'libs/service': ['domain', 'contracts', 'pipeline', 'adapters', 'runtime'],
  'libs/testkit': ['domain', 'contracts', 'pipeline'],
  'services/ingest': SERVICE,
  'services/evaluator': SERVICE,
  'services/notifier': SERVICE,
  'services/ledger': SERVICE,
  'services/standalone': [...SERVICE, 'ingest', 'evaluator', 'notifier', 'ledger'],
}

/** Packages that talk to the outside, and the only room that may import each. */
const RIM = ['kafkajs', 'axios', 'node-cron', 'nodemailer', 'pg', 'node:sqlite', 'csv-parse', 'csv-parse/sync', 'chinese-days']

const room = (path: string): string => path.split('/').slice(0, 2).join('/')
const ours = (name: string): string | undefined => /^@shixu\/([^/]+)/.exec(name)?.[1]

test.each(Object.entries(ARROWS))('%s depends on what its arrows say, by package.json', (folder, allowed) => {
  const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
  const named = Object.keys(manifest.dependencies).flatMap((name) => ours(name) ?? [])
  expect(named.filter((name) => !allowed.includes(name))).toEqual([])
})

test('no file imports a room that its arrows do not lead to', () => {
  const strays = sources().flatMap(({ path, text }) =>
    importsOf(text)
      .filter((name) => ours(name) !== undefined && !ARROWS[room(path)]?.includes(ours(name) ?? ''))
      .map((name) => `${path} imports ${name}`),
  )
  expect(strays).toEqual([])
})

test('adapters know the pipeline by its ports alone', () => {
  const strays = sources().filter(({ path, text }) => path.startsWith('libs/adapters/') && importsOf(text).some((name) => name === '@shixu/pipeline'))
  expect(strays.map(({ path }) => path)).toEqual([])
})

test('what talks to the outside stands at the rim', () => {
  const strays = sources().flatMap(({ path, text }) =>
    importsOf(text)
      .filter((name) => RIM.includes(name) && !['libs/adapters', 'libs/testkit'].includes(room(path)))
      .map((name) => `${path} imports ${name}`),
  )
  expect(strays).toEqual([])
})

test('the core has no dependency at all', () => {
  const strays = sources().filter(({ path, text }) => path.startsWith('libs/domain/') && importsOf(text).length > 0)
  expect(strays.map(({ path }) => path)).toEqual([])
})
