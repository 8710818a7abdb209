import { expect, test } from 'vitest'
import { createLogger } from './logger.ts'

test('secrets are blanked at every usual depth, and the rest stands', () => {
  const lines: string[] = []
  const logger = createLogger({ service: 'test', level: 'info', destination: { write: (line: string) => void lines.push(line) } })
  logger.info({ smtp: { password: 'hunter2', host: 'mail.example' }, token: 'abc' }, 'connected')
  const line = lines.join('')
  expect(line).not.toContain('hunter2')
  expect(line).not.toContain('abc')
  expect(JSON.parse(line)).toMatchObject({ service: 'test', msg: 'connected', smtp: { host: 'mail.example', password: '[secret]' } })
})
