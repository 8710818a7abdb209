import { describe, expect, it } from 'vitest'
import { fateOf, WECOM_FATES, type WecomFate } from './fates.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

type Case = readonly [errcode: number, outcome: WecomFate['outcome'], blame: WecomFate['blame'], againMs: number, isOperators: boolean]

/** What is expected of every code, written down apart from the table; 0 where the back-off decides. The operator is told where nobody else can mend it. */
const CASES: readonly Case[] = [
  [0, 'accepted', undefined, 0, false],
  [-1, 'deferred', 'channel', MINUTE, false],
  [45009, 'deferred', 'rate', 65 * SECOND, false],
  [45033, 'deferred', 'rate', 65 * SECOND, false],
  [40058, 'split', undefined, 0, false],
  [45002, 'split', undefined, 0, false],
  [44004, 'refused', 'recipient', 0, false],
  [40008, 'refused', 'recipient', 0, false],
  [40009, 'refused', 'recipient', 0, false],
  [40004, 'refused', 'recipient', 0, false],
  [40006, 'refused', 'recipient', 0, false],
  [40007, 'upload', undefined, HOUR, false],
  [41005, 'refused', 'recipient', 0, false],
  [301019, 'refused', 'recipient', 0, false],
  [47001, 'refused', 'recipient', 0, false],
  [93000, 'refused', 'recipient', 0, true],
  [93004, 'refused', 'recipient', 0, true],
  [93008, 'refused', 'recipient', 0, true],
  [40014, 'renew', undefined, 0, false],
  [42001, 'renew', undefined, 0, false],
  [41001, 'renew', undefined, 0, false],
  [40001, 'deferred', 'channel', HOUR, true],
  [40013, 'deferred', 'channel', HOUR, true],
  [40056, 'deferred', 'channel', HOUR, true],
  [60020, 'deferred', 'channel', HOUR, true],
  [48002, 'deferred', 'channel', HOUR, true],
  [81013, 'refused', 'recipient', 0, false],
  [60111, 'refused', 'recipient', 0, false],
  [987654, 'deferred', 'channel', HOUR, true],
]

describe('what WeCom answers', () => {
  it.each(CASES)('%i is %s, with %s, again after %i ms', (errcode, outcome, blame, againMs, isOperators) => {
    const { why, ...fate } = fateOf(errcode)
    expect({ outcome: fate.outcome, blame: fate.blame, againMs: fate.againMs ?? 0, isOperators: why.startsWith('for the operator') }).toEqual({
      outcome,
      blame,
      againMs,
      isOperators,
    })
  })

  it('is written down for every row of the table, and each code stands there once', () => {
    const codes = WECOM_FATES.map(({ errcode }) => errcode)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.filter((code) => !CASES.some(([errcode]) => errcode === code))).toEqual([])
  })
})
