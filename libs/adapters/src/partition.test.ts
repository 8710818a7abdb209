import { describe, expect, it } from 'vitest'
import { murmur2, partitionOf } from './partition.ts'

describe('murmur2', () => {
  // The first six are the vectors of Kafka's own UtilsTest; the others were computed with kafkajs 2.2.4.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
    ['', 275646681],
    ['420100', -1783430921],
    ['地区', -181167261],
  ])('of "%s" is what Kafka computes', (text, hash) => {
    expect(murmur2(new TextEncoder().encode(text))).toBe(hash)
  })

  it('reads bytes in the middle of a buffer', () => {
    const buffer = new TextEncoder().encode('__foobar__')
    expect(murmur2(buffer.subarray(2, 8))).toBe(-790332482)
  })
})

describe('the partition of a region', () => {
  it('is never negative and below the number of partitions', () => {
    const codes = Array.from({ length: 3000 }, (_, index) => String(110000 + index * 100))
    const used = new Set(codes.map((code) => partitionOf(code, 7)))
    expect([...used].sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
  })
})
