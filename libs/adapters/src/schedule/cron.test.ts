import { expect, test } from 'vitest'
import { cronProblem } from './cron.ts'

test.each(['0 10 * * *', '*/15 8-18 * * 1-5', '5 0 1 * *'])('"%s" is a cron expression', (expression) => expect(cronProblem(expression)).toBeNull())

test.each(['10 o’clock', '0 25 * * *', '', '* * *'])('"%s" is none, and the problem says what would be right', (expression) =>
  expect(cronProblem(expression)).toContain('"0 10 * * *" is ten every morning'),
)
