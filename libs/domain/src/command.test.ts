import { aTarget } from '@shixu/testkit'
import { expect, it, test } from 'vitest'
import { type CommandGiven, readCommand } from './command.ts'

const given: CommandGiven = { kind: 'acknowledge', target: aTarget(), by: '张三', reason: '订单推迟', until: '2024-07-31', today: '2024-07-01' }
const problemsOf = (over: Partial<CommandGiven>) => {
  const read = readCommand({ ...given, ...over })
  return 'problems' in read ? read.problems.join('; ') : ''
}

it('is taken with its words on one line', () => {
  expect(readCommand({ ...given, by: ' 张三\n', reason: '订单\r\nBcc: x' })).toEqual({
    command: { kind: 'acknowledge', target: '999901/2024/invented-exports', by: '张三', reason: '订单 Bcc: x', until: '2024-07-31' },
  })
})

test.each<[string, Partial<CommandGiven>, RegExp | '']>([
  ['up to this very day', { until: '2024-07-01' }, ''],
  ['up to the last word on the year', { until: '2025-03-31' }, ''],
  ['for a day that is gone', { until: '2024-06-30' }, /2024-06-30 is gone; today is 2024-07-01/],
  ['beyond the last word', { until: '2025-04-01' }, /too far, 1 days after .* at most 2025-03-31/],
  ['for no day', { until: '2024-06-31' }, /"2024-06-31" is no day/],
  ['when all is said', { today: '2025-04-01', until: '2025-04-02' }, /the last word on 2024 was spoken on 2025-03-31/],
  ['without a name or a reason', { by: ' ', reason: '' }, /who says so is missing; the reason is missing/],
  ['with a name that is a speech', { by: '张'.repeat(41) }, /too long: 41 characters, at most 40/],
  ['with a reason that is a report', { reason: '由'.repeat(301) }, /too long: 301 characters, at most 300/],
])('%s', (_, over, expected) => {
  const said = problemsOf(over)
  if (expected === '') expect(said).toBe('')
  else expect(said).toMatch(expected)
})
