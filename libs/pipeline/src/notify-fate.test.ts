import { describe, expect, it } from 'vitest'
import { backOff, fate, passedOn, reachAfter } from './notify-fate.ts'
import type { Receipt, Standing } from './ports.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const NOW = 100 * DAY
const fresh: Standing = { channel: 0, tries: 0, since: null, unknowns: 0, mayHaveIt: false }
const receipt = (outcome: Receipt['outcome'], retryAfterMs?: number, blame?: Receipt['blame']): Receipt => ({
  outcome,
  code: '',
  text: '',
  ...(retryAfterMs !== undefined && { retryAfterMs }),
  ...(blame && { blame }),
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
    [
      'deferred with a time named: not before it, and not all at once',
      fresh,
      receipt('deferred', 60 * MINUTE),
      {},
      { state: 'deferred', at: NOW + 63 * MINUTE },
    ],
    ['deferred with a time that is too short: as long as ours', { ...fresh, tries: 3 }, receipt('deferred', 1), {}, { at: NOW + 8 * MINUTE }],
    [
      'deferred for days: the next channel',
      { ...fresh, tries: 30, since: NOW - 5 * DAY },
      receipt('deferred'),
      {},
      { state: 'queued', channel: 1, tries: 0, since: null, at: NOW },
    ],
    [
      'deferred for days on the last: given up',
      { ...fresh, channel: 1, tries: 30, since: NOW - 5 * DAY },
      receipt('deferred'),
      {},
      { state: 'dead', at: null },
    ],
    [
      'deferred for days, but tried a few times only: later',
      { ...fresh, channel: 1, tries: 4, since: NOW - 9 * DAY },
      receipt('deferred'),
      {},
      { state: 'deferred', tries: 5 },
    ],
    ['refused for the channel, with another to go: the next', fresh, receipt('refused', undefined, 'channel'), {}, { state: 'queued', channel: 1 }],
    [
      'refused for the channel, on the last: until somebody mends it',
      { ...fresh, channel: 1 },
      receipt('refused', undefined, 'channel'),
      {},
      { state: 'deferred', channel: 1, tries: 1, at: NOW + MINUTE },
    ],
    [
      'no room: when there is some, and that is no try',
      { ...fresh, tries: 2, since: NOW - DAY },
      receipt('deferred', 40_000, 'rate'),
      {},
      { state: 'deferred', tries: 2, since: NOW - DAY, at: NOW + 50_000 },
    ],
    [
      'no room for days: never given up',
      { ...fresh, channel: 1, tries: 30, since: NOW - 9 * DAY },
      receipt('deferred', 40_000, 'rate'),
      {},
      { state: 'deferred', at: NOW + 50_000 },
    ],
    ['no room there, for the first time: from now on', fresh, receipt('deferred', 40_000, 'rate'), {}, { state: 'deferred', tries: 0, since: NOW }],
    [
      'no room there for days, with another to go: the next',
      { ...fresh, since: NOW - 5 * DAY },
      receipt('deferred', 40_000, 'rate'),
      {},
      { state: 'queued', channel: 1, tries: 0, since: null, at: NOW },
    ],
    [
      'no room by our own limiter, for however long: when there is some',
      { ...fresh, since: NOW - 9 * DAY },
      { ...receipt('deferred', 40_000, 'rate'), code: 'no-room' },
      {},
      { state: 'deferred', channel: 0, since: NOW - 9 * DAY, at: NOW + 50_000 },
    ],
    ['unknown: once more, later', fresh, receipt('unknown'), {}, { state: 'unknown', tries: 1, unknowns: 1, at: NOW + 15 * MINUTE }],
    ['unknown twice: left so', { ...fresh, tries: 1, unknowns: 1 }, receipt('unknown'), {}, { state: 'unknown', unknowns: 2, at: null }],
    [
      'unknown twice, of another part: that one has its second try to come',
      { ...fresh, tries: 1, unknowns: 1 },
      { ...receipt('unknown'), anew: true },
      {},
      { state: 'unknown', unknowns: 1, at: NOW + 15 * MINUTE },
    ],
    [
      'unknown where a repeat is dropped: as if deferred',
      fresh,
      receipt('unknown'),
      { deduplicates: true },
      { state: 'deferred', unknowns: 1, at: NOW + MINUTE },
    ],
    ['accepted after an unknown: over', { ...fresh, tries: 1, unknowns: 1 }, receipt('accepted'), {}, { state: 'accepted', unknowns: 1, at: null }],
    [
      'refused after an unknown: the next channel, which may be bringing a repeat',
      { ...fresh, tries: 1, unknowns: 1 },
      receipt('refused'),
      {},
      { state: 'queued', channel: 1, unknowns: 0, mayHaveIt: true },
    ],
    [
      'refused with some of it out: the next channel, which brings a repeat',
      fresh,
      { ...receipt('refused'), partly: true },
      {},
      { state: 'queued', channel: 1, unknowns: 0, mayHaveIt: true },
    ],
    [
      'no room for the rest of it: it is known until then that some is out',
      fresh,
      { ...receipt('deferred', 40_000, 'rate'), code: 'in-parts', partly: true },
      {},
      { state: 'deferred', channel: 0, mayHaveIt: true },
    ],
    ['no channel at all: refused', fresh, receipt('refused'), { channels: 0 }, { state: 'refused', at: null }],
  ] as const)('%s', (_name, before, answer, over, expected) => {
    expect(fate(before, answer, { ...circumstances, ...over })).toMatchObject(expected)
  })
})

it('names whole milliseconds, whatever chance says', () => {
  for (const random of [0.123456, 1 / 3, 0.999]) {
    for (const answer of [receipt('deferred'), receipt('deferred', 1_001), receipt('deferred', 1_001, 'rate')]) {
      expect(Number.isInteger(fate(fresh, answer, { ...circumstances, random }).at)).toBe(true)
    }
  }
})

it('passes on untried to the next channel, where there is one', () => {
  const standing = { ...fresh, tries: 3, since: NOW - DAY, unknowns: 1 }
  expect(passedOn(standing, circumstances)).toEqual({ channel: 1, tries: 0, since: null, unknowns: 0, mayHaveIt: true, state: 'queued', at: NOW })
})

it.each([
  ['deferred', fresh, receipt('deferred'), { tries: 1, since: NOW }],
  ['deferred again', { ...fresh, tries: 3, since: NOW - DAY }, receipt('deferred'), { tries: 4, since: NOW - DAY }],
  ['no room', fresh, receipt('deferred', 1, 'rate'), undefined],
  ['accepted at once', fresh, receipt('accepted'), undefined],
  ['accepted in the end', { ...fresh, tries: 3, since: NOW - DAY }, receipt('accepted'), 'reached'],
  ['lost', fresh, receipt('unknown'), undefined],
  ['refused', fresh, receipt('refused'), undefined],
] as const)('knows how a recipient fares on a channel: %s', (_name, before, answer, reach) => {
  expect(reachAfter(before, answer, NOW)).toEqual(reach)
})

it('backs off from a minute to six hours, spread by half to either side', () => {
  expect([0, 1, 5, 9, 40].map((tries) => backOff(tries, 0.5) / MINUTE)).toEqual([1, 2, 32, 360, 360])
  expect([0, 0.999].map((random) => backOff(0, random) / MINUTE)).toEqual([0.5, expect.closeTo(1.5, 2)])
})
