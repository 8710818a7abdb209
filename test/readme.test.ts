import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './rooms.ts'

const pages = ['README.md', 'README.zh-CN.md']

/** Targets of links and pictures that are files of this checkout. */
const linksOf = (page: string): string[] =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/gu)].map((match) => normalize(join(dirname(page), match[1] as string)))

test.each(pages)('every file that %s names is there', (page) => {
  const links = linksOf(page)
  expect(links.length).toBeGreaterThan(20)
  expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})

test('the way of an observation is the same in both languages', () => {
  const [english, chinese] = pages.map((page) => linksOf(page).filter((path) => path.startsWith('libs/')))
  expect(chinese).toEqual(english)
})

test('the two commands are those of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test', 'check', 'bench', 'test:faults']))
})
