import { describe, expect, it } from 'vitest'
import { backOff, fate } from './notify-fate.ts'
import type { Receipt, Standing } from './ports.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const NOW = 100 * DAY
const fresh: Standing = { channel: 0, tries: 0, since: null, unknowns: 0 }
const receipt = (outcome: Receipt['outcome'], retryAfterMs?: number): Receipt => ({
  outcome,
  code: '',
  text: '',
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})
const circumstances = { channels: 2, deduplicates: false, now: NOW, random: 0.5 }

describe('what becomes of a notice after one try', () => {
  it.each([
    ['accepted: over', fresh, receipt('accepted'), {}, { state: 'accepted', channel: 0, tries: 1, since: NOW, unknowns: 0, at: null }],
    [
      'refused: the next channel, at once and afresh',
      fresh,
      receipt('refused'),
      {},
      { state: 'queued', channel: 1, tries: 0, since: null, unknowns: 0, at: NOW },
    ],
    ['refused on the last channel: over', { ...fresh, channel: 1 }, receipt('refused'), {}, { state: 'refused', channel: 1, tries: 1, at: null }],
    ['deferred: later', fresh, receipt('deferred'), {}, { state: 'deferred', channel: 0, tries: 1, since: NOW, at: NOW + MINUTE }],
    [
      'deferred again: later still',
      { ...fresh, tries: 3, since: NOW - DAY },
      receipt('deferred'),
      {},
      { state: 'deferred', tries: 4, since: NOW - DAY, at: NOW + 8 * MINUTE },
    ],
    ['deferred with a time named: not before it', fresh, receipt('deferred', 65 * MINUTE), {}, { state: 'deferred', at: NOW + 65 * MINUTE }],
    ['deferred with a time that is too short: as long as ours', { ...fresh, tries: 3 }, receipt('deferred', 1), {}, { at: NOW + 8 * MINUTE }],
    [
      'deferred for days: the next channel',
      { ...fresh, tries: 30, since: NOW - 5 * DAY },
      receipt('deferred'),
      {},
      { state: 'queued', channel: 1, tries: 0, since: null, at: NOW },
    ],
    ['deferred for days on the last: given up', { ...fresh, channel: 1, since: NOW - 5 * DAY }, receipt('deferred'), {}, { state: 'dead', at: null }],
    ['unknown: once more, later', fresh, receipt('unknown'), {}, { state: 'unknown', tries: 1, unknowns: 1, at: NOW + 15 * MINUTE }],
    ['unknown twice: left so', { ...fresh, tries: 1, unknowns: 1 }, receipt('unknown'), {}, { state: 'unknown', unknowns: 2, at: null }],
    [
      'unknown where a repeat is dropped: as if deferred',
      fresh,
      receipt('unknown'),
      { deduplicates: true },
      { state: 'deferred', unknowns: 0, at: NOW + MINUTE },
    ],
    ['accepted after an unknown: over', { ...fresh, tries: 1, unknowns: 1 }, receipt('accepted'), {}, { state: 'accepted', unknowns: 1, at: null }],
    ['no channel at all: refused', fresh, receipt('refused'), { channels: 0 }, { state: 'refused', at: null }],
  ] as const)('%s', (_name, before, answer, over, expected) => {
    expect(fate(before, answer, { ...circumstances, ...over })).toMatchObject(expected)
  })
})

it('backs off from a minute to six hours, spread by half to either side', () => {
  expect([0, 1, 5, 9, 40].map((tries) => backOff(tries, 0.5) / MINUTE)).toEqual([1, 2, 32, 360, 360])
  expect([0, 0.999].map((random) => backOff(0, random) / MINUTE)).toEqual([0.5, expect.closeTo(1.5, 2)])
})
