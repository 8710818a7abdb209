import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, test } from 'vitest'
import { FeedFault } from '../fault.ts'
import { createFetch } from './index.ts'

const setUp = () => {
  const base = mkdtempSync(join(tmpdir(), 'shixu-feed-'))
  onTestFinished(() => rmSync(base, { recursive: true }))
  const folder = join(base, 'registry')
  mkdirSync(join(folder, 'data'), { recursive: true })
  mkdirSync(join(base, 'registry-secret'))
  writeFileSync(join(base, 'registry-secret', 'x.csv'), 'secret')
  writeFileSync(join(folder, 'data', 'a.csv'), 'a,b\n')
  symlinkSync(join(base, 'registry-secret', 'x.csv'), join(folder, 'data', 'link.csv'))
  symlinkSync(join(folder, 'data', 'a.csv'), join(folder, 'inside.csv'))
  writeFileSync(join(folder, 'large.csv'), '')
  truncateSync(join(folder, 'large.csv'), 50 * 1024 * 1024)
  const fetch = createFetch({ folder, now: () => 0, wait: async () => undefined })
  return (location: string) => fetch(location, { validators: null, signal: new AbortController().signal })
}

it('reads a file below the registry’s folder, by a link within it too', async () => {
  const get = setUp()
  expect(await get('file:data/a.csv')).toEqual({ kind: 'document', name: 'a.csv', bytes: Buffer.from('a,b\n'), validators: { etag: null, lastModified: null } })
  expect(await get('file:inside.csv')).toMatchObject({ kind: 'document', name: 'inside.csv' })
})

test.each([
  ['file:../registry-secret/x.csv', 'outside-folder'],
  ['file:data/../../registry-secret/x.csv', 'outside-folder'],
  ['file:data/link.csv', 'outside-folder'],
  ['file:/etc/passwd', 'outside-folder'],
  ['file:///etc/passwd', 'outside-folder'],
  ['file:', 'outside-folder'],
  ['file:.', 'outside-folder'],
  ['file:data', 'not-a-file'],
  ['file:data/b.csv', 'no-such-file'],
  ['file:data/a.csv/b', 'no-such-file'],
  ['file:large.csv', 'too-large'],
])('%s is refused as %s', async (location, code) => {
  const outcome = await setUp()(location).catch((cause: unknown) => cause)
  expect(outcome).toBeInstanceOf(FeedFault)
  expect(outcome).toMatchObject({ code })
})
