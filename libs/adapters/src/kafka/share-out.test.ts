import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Claim, shareOut } from './share-out.ts'

const claim = (member: string, held: readonly number[] = [], since = 0): Claim => ({ member, held, since })
const asObject = (shares: ReadonlyMap<string, readonly number[]>) => Object.fromEntries(shares)

describe('partitions are dealt out', () => {
  it.each<[string, Claim[], number, Record<string, number[]>]>([
    ['all to one', [claim('a')], 4, { a: [0, 1, 2, 3] }],
    ['evenly to two', [claim('a'), claim('b')], 4, { a: [0, 1], b: [2, 3] }],
    ['with the one that is over to the first', [claim('a'), claim('b')], 3, { a: [0, 1], b: [2] }],
    ['where a second comes, half of them moves', [claim('a', [0, 1, 2, 3]), claim('b')], 4, { a: [0, 1], b: [2, 3] }],
    ['where a third comes, only what it gets moves', [claim('a', [0, 1, 2]), claim('b', [3, 4, 5]), claim('c')], 6, { a: [0, 1], b: [3, 4], c: [2, 5] }],
    ['where one has gone, only what it had moves', [claim('a', [0, 1]), claim('b', [3, 4])], 6, { a: [0, 1, 2], b: [3, 4, 5] }],
    ['who holds more keeps what is over', [claim('a', [0]), claim('b', [1, 2])], 3, { a: [0], b: [1, 2] }],
    ['of two that claim the same, who got it later has it', [claim('a', [0, 1], 5), claim('b', [0, 1], 9)], 2, { b: [0], a: [1] }],
    ['more members than partitions', [claim('a'), claim('b'), claim('c')], 2, { a: [0], b: [1], c: [] }],
    ['a claim of a partition that is not there is none', [claim('a', [7, 9]), claim('b')], 2, { a: [0], b: [1] }],
  ])('%s', (_name, claims, partitions, shares) => {
    expect(asObject(shareOut(claims, partitions))).toEqual(shares)
  })

  const members = fc.uniqueArray(fc.record({ member: fc.string({ minLength: 1 }), held: fc.uniqueArray(fc.nat(40)), since: fc.nat(9) }), {
    selector: ({ member }) => member,
    minLength: 1,
    maxLength: 9,
  })

  it('each to one member, and no member has two more than another', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: 1, max: 40 }), (claims, partitions) => {
        const shares = [...shareOut(claims, partitions).values()]
        expect(shares.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: partitions }, (_, partition) => partition))
        const sizes = shares.map((share) => share.length)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('the same whatever the order of the members, and again for who holds what was dealt', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: 1, max: 40 }), (claims, partitions) => {
        const shares = shareOut(claims, partitions)
        expect(asObject(shareOut([...claims].reverse(), partitions))).toEqual(asObject(shares))
        const settled = claims.map(({ member, since }) => claim(member, shares.get(member), since))
        expect(asObject(shareOut(settled, partitions))).toEqual(asObject(shares))
      }),
    )
  })
})
