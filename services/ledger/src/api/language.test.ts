import { expect, test } from 'vitest'
import { languageOf } from './language.ts'

test.each([
  [undefined, 'zh'],
  ['', 'zh'],
  ['en', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['fr,en;q=0.3', 'en'],
  ['zh;q=0.1, en;q=0.2', 'en'],
  ['de', 'zh'],
  ['en;q=nonsense', 'en'],
])('for %j it answers in %s', (accepted, language) => {
  expect(languageOf(accepted)).toBe(language)
})
