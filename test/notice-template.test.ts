import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WORDING } from '@shixu/domain'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from './rooms.ts'

it('the template of messages has every sentence, as it is said without a template', () => {
  const template = parse(readFileSync(join(ROOT, 'seeds', 'templates', 'notice.yaml'), 'utf8'))
  expect(template).toEqual(Object.fromEntries(Object.entries(WORDING).map(([key, { text }]) => [key, text])))
})
