import { describe, expect, it } from 'vitest'
import { type Circuit, circuitAfter, circuitProbed, soundCircuit } from './circuit.ts'

const MINUTE = 60_000
const tryOf = (recipient: string, worked = false, now = 1_000) => ({ channel: 'smtp', recipient, worked, code: worked ? '250' : '421', text: 'said', now })
const failing = (recipients: readonly string[], before: Circuit = soundCircuit('smtp')): Circuit =>
  recipients.reduce((circuit, recipient) => circuitAfter(circuit, tryOf(recipient)), before)

describe('a channel', () => {
  it('trips when it fails five recipients in a row', () => {
    expect(failing(['a', 'b', 'c', 'd'])).toMatchObject({ failed: ['a', 'b', 'c', 'd'], since: 1_000, trippedAt: null })
    expect(failing(['a', 'b', 'c', 'd', 'e'])).toMatchObject({ trippedAt: 1_000, probeAt: 1_000 + MINUTE, code: '421', text: 'said' })
  })

  it('does not trip because one recipient cannot be reached, however often', () => {
    expect(failing(Array.from({ length: 50 }, () => 'a'))).toMatchObject({ failed: ['a'], trippedAt: null })
  })

  it('starts anew where one try works in between', () => {
    const worked = circuitAfter(failing(['a', 'b', 'c', 'd']), tryOf('e', true))
    expect(worked).toEqual(soundCircuit('smtp'))
    expect(failing(['a', 'b', 'c', 'd'], worked).trippedAt).toBeNull()
  })

  it('stays tripped since the first time, and closes when a try works', () => {
    const tripped = failing(['a', 'b', 'c', 'd', 'e'])
    const still = circuitAfter(circuitProbed(tripped, 61_000), tryOf('z', false, 61_500))
    expect(still).toMatchObject({ trippedAt: 1_000, probeAt: 61_000 + 2 * MINUTE, failed: ['a', 'b', 'c', 'd', 'e'] })
    expect(circuitAfter(still, tryOf('z', true))).toEqual(soundCircuit('smtp'))
  })

  it('is probed after one, two, four minutes, and every half hour in the end', () => {
    let circuit = failing(['a', 'b', 'c', 'd', 'e'])
    const pauses = Array.from({ length: 7 }, () => {
      const at = circuit.probeAt ?? 0
      circuit = circuitProbed(circuit, at)
      return ((circuit.probeAt ?? 0) - at) / MINUTE
    })
    expect(pauses).toEqual([2, 4, 8, 16, 30, 30, 30])
  })
})
