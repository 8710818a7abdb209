import { EVENT_TYPES } from '@shixu/domain'
import { describe, expect, it } from 'vitest'
import { decodeEvent, type EncodedEvent, encodeEvent } from './codec.ts'
import { EXAMPLES } from './examples.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const encoded = encodeEvent(EXAMPLES['observation-published'])
const body = JSON.parse(new TextDecoder().decode(encoded.body ?? undefined))
const withBody = (change: object): EncodedEvent => ({ ...encoded, body: bytes(JSON.stringify({ ...body, ...change })) })

describe('what is encoded is decoded', () => {
  it.each(EVENT_TYPES)('%s', (type) => {
    expect(decodeEvent(encodeEvent(EXAMPLES[type]))).toStrictEqual({ ok: true, event: EXAMPLES[type] })
  })

  it('a tombstone has no body and comes back as one', () => {
    const tombstone = { ...EXAMPLES['target-declared'], data: null }
    expect(encodeEvent(tombstone).body).toBeNull()
    expect(decodeEvent(encodeEvent(tombstone))).toStrictEqual({ ok: true, event: tombstone })
  })

  it('the type carries its version and the key leads to the vintage', () => {
    expect(encoded).toMatchObject({
      topic: 'facts',
      region: '999901',
      type: 'shixu.observation-published.v1',
      key: 'observation/999901/example-trade/2024-05/growth/ytd/2024-06-20',
    })
  })
})

describe('an old reader ignores what it does not know', () => {
  it('in the body and in what the body holds', () => {
    const target = encodeEvent(EXAMPLES['target-declared'])
    const newer = JSON.parse(new TextDecoder().decode(target.body ?? undefined))
    newer.colour = 'blue'
    newer.target.weight = 3
    expect(decodeEvent({ ...target, body: bytes(JSON.stringify(newer)) })).toStrictEqual({ ok: true, event: EXAMPLES['target-declared'] })
  })

  it('a key that would reach into the prototype is ignored too', () => {
    const text = JSON.stringify(body).replace('{', '{"__proto__":{"polluted":true},')
    const decoded = decodeEvent({ ...encoded, body: bytes(text) })
    expect(decoded).toStrictEqual({ ok: true, event: EXAMPLES['observation-published'] })
    expect(Object.keys(Object.prototype)).toStrictEqual([])
  })
})

describe('what cannot be read says why', () => {
  it.each<[string, EncodedEvent, string]>([
    ['bad JSON', { ...encoded, body: bytes('{"region":') }, 'body is not JSON in UTF-8'],
    ['an empty body', { ...encoded, body: bytes('') }, 'body is not JSON in UTF-8'],
    ['bytes that are not UTF-8', { ...encoded, body: new Uint8Array([0x22, 0xb5, 0xda, 0x22]) }, 'body is not JSON in UTF-8'],
    ['an array', { ...encoded, body: bytes('[]') }, 'body: expected object'],
    ['nesting without end', { ...encoded, body: bytes('['.repeat(200_000) + ']'.repeat(200_000)) }, 'body'],
    ['two megabytes', { ...encoded, body: new Uint8Array(2 << 20) }, 'at most 1048576 are read'],
    ['an unknown type', { ...encoded, type: 'shixu.weather-seen.v1' }, 'unknown type "shixu.weather-seen.v1"'],
    ['a version of the future', { ...encoded, type: 'shixu.observation-published.v2' }, 'known are shixu.target-declared.v1'],
    ['the wrong topic', { ...encoded, topic: 'alerts' }, 'belongs on topic facts, not alerts'],
    ['no key', { ...encoded, key: '' }, 'region, key and id must not be empty'],
    ['the key of another figure', { ...encoded, key: 'observation/999901/other' }, 'key "observation/999901/other" is not that of its body'],
    ['the key of another region', { ...encoded, region: '420100' }, 'region "420100" is not that of its body, 999901'],
    ['a month that is none', withBody({ period: '2024-13' }), 'period: must be a month like 2024-06'],
    ['a day that is none', withBody({ published: '2023-02-29' }), 'published: must be a day like 2024-07-01'],
    ['a step of nothing', withBody({ step: 0 }), 'step: '],
    ['an unknown measure', withBody({ measure: 'speed' }), 'measure: '],
    ['a slash where a key would break', withBody({ indicator: 'a/b' }), 'indicator: must be 1 to 80 characters'],
  ])('%s', (_name, record, words) => {
    expect(decodeEvent(record)).toMatchObject({ ok: false, reason: expect.stringContaining(words) })
  })

  it('all of it at once', () => {
    const decoded = decodeEvent(withBody({ value: 'many', published: '1.7.2024', unit: null }))
    expect(decoded).toMatchObject({ ok: false, reason: expect.stringMatching(/value: .*unit: .*published: /u) })
  })

  it('a reason stays short however much is wrong', () => {
    const inputs = Array.from({ length: 1000 }, () => ({}))
    const example = encodeEvent(EXAMPLES['target-assessed'])
    const wrong = JSON.parse(new TextDecoder().decode(example.body ?? undefined))
    wrong.assessment.inputs = inputs
    const decoded = decodeEvent({ ...example, body: bytes(JSON.stringify(wrong)) })
    expect(decoded.ok ? '' : decoded.reason).toMatch(/and 4980 more$/u)
  })
})
