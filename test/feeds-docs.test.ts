import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FEED_FAULTS, FORMATS } from '@shixu/adapters/feeds'
import { REFUSALS } from '@shixu/domain'
import { anIndicator, plainWorkdays } from '@shixu/testkit'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from './rooms.ts'

const page = readFileSync(join(ROOT, 'docs', 'feeds.md'), 'utf8')
const example = /^```yaml feeds\.yaml\n(.*?)^```$/msu.exec(page)?.[1] ?? ''

test.each(Object.entries(FEED_FAULTS))('docs/feeds.md says what the fault "%s" is, and whether it is tried again', (code, { retry, words }) => {
  expect(page).toContain(`| \`${code}\` | ${retry ? 'yes' : 'no'} | ${words} |`)
})

test.each(Object.entries(REFUSALS))('docs/feeds.md says what the refusal "%s" is', (code, words) => {
  expect(page).toContain(`| \`${code}\` | ${words} |`)
})

test('the files that docs/feeds.md names are there', () => {
  const named = [...page.matchAll(/`(libs\/[\w./-]+)`|\]\((\.\.\/libs\/[\w./-]+)\)/gu)].map(([, path, link]) => path ?? link?.slice(3) ?? '')
  expect(named.length).toBeGreaterThan(7)
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})

test('the example of docs/feeds.md is a feed, and reads what it says it reads', () => {
  const [{ name_zh, ...feed }] = parse(example).feeds
  const indicator = anIndicator({ id: 'industrial-value-added' })
  const opened = FORMATS.table!.open({
    feed: { ...feed, nameZh: name_zh },
    region: '999901',
    indicators: new Map([[indicator.id, indicator]]),
    workdays: plainWorkdays,
  })
  if (!opened.ok) throw new Error(opened.problems.join('\n'))
  const bytes = Buffer.from('d6b8b1ea2cd4c2b7dd2cbfdabeb62ccafdd6b52cb5a5cebb2cb7a2b2bcc8d5c6da0a', 'hex')
  const read = opened.reader.read({ feed: feed.id, name: 'monthly.csv', bytes, sha256: 'x', receivedOn: '2024-07-01' })
  expect(read).toEqual({ observations: [], refusals: [], missing: [] })
})
