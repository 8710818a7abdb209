import { expect, test } from 'vitest'
import { type AlertmanagerCode, codeOfStatus, type InstanceAnswer, receiptOf } from './codes.ts'

test.each([
  [200, 'stored'],
  [204, 'stored'],
  [301, 'no-such-page'],
  [302, 'no-such-page'],
  [400, 'partly-stored'],
  [401, 'credentials'],
  [403, 'credentials'],
  [404, 'no-such-page'],
  [405, 'no-such-page'],
  [407, 'credentials'],
  [408, 'busy'],
  [410, 'no-such-page'],
  [413, 'too-large'],
  [422, 'partly-stored'],
  [429, 'busy'],
  [500, 'busy'],
  [502, 'busy'],
  [503, 'busy'],
] as const)('HTTP %i is %s', (status, code) => {
  expect(codeOfStatus(status)).toBe(code)
})

const answer = (code: AlertmanagerCode, instance = 'b:9093'): InstanceAnswer => ({ instance, code, text: 'words' })

test.each([
  ['stored', 'accepted', undefined],
  ['unreachable', 'deferred', 'channel'],
  ['busy', 'deferred', 'channel'],
  ['credentials', 'deferred', 'channel'],
  ['no-such-page', 'deferred', 'channel'],
  ['partly-stored', 'refused', 'recipient'],
  ['too-large', 'refused', 'recipient'],
] as const)('where one of two instances says %s it is %s, with the blame on the %s', (code, outcome, blame) => {
  const receipt = receiptOf([answer('stored', 'a:9093'), answer(code)])
  expect(receipt).toEqual({ outcome, code, text: expect.any(String), ...(blame && { blame }) })
  if (outcome !== 'accepted') {
    expect(receipt.text).toContain('b:9093')
    expect(receipt.text).not.toContain('a:9093')
  }
})

test('what can be tried again goes before what is refused, so that nothing is given up too early', () => {
  expect(receiptOf([answer('partly-stored', 'a:9093'), answer('unreachable')])).toMatchObject({ outcome: 'deferred', code: 'unreachable' })
})
