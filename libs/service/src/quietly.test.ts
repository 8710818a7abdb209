import { createLogger } from '@shixu/runtime'
import { expect, test } from 'vitest'
import { quietly } from './quietly.ts'

test('what is said again and again is said once a minute, with how often it was not', () => {
  const lines: { msg: string; repeated?: number }[] = []
  const logger = createLogger({ service: 'test', level: 'info', destination: { write: (line) => void lines.push(JSON.parse(line)) } })
  let now = 0
  const say = quietly(logger, () => now)
  for (now = 0; now < 150_000; now += 20_000) say('warn', 'no broker answers', { now })
  say('warn', 'something else', {})
  expect(lines.map(({ msg, repeated }) => [msg, repeated])).toEqual([
    ['no broker answers', undefined],
    ['no broker answers', 2],
    ['no broker answers', 2],
    ['something else', undefined],
  ])
})
