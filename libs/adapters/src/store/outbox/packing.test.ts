import { createHash } from 'node:crypto'
import { aDigest, aDrawnAlert, anAlert, anAlertEvent, aTarget } from '@shixu/testkit'
import { describe, expect, it } from 'vitest'
import { pack, packBody, unpack, unpackBody } from './packing.ts'
import { EVENT_WORDS, NOTICE_WORDS } from './packing-words.ts'

const bytes = (text: string): number => Buffer.byteLength(text)

describe('what is packed', () => {
  it.each([
    ['a digest', aDigest([anAlertEvent(), aDrawnAlert({ alert: anAlert({ target: '999901/2024/another' }) })])],
    ['nothing', { text: '', html: '', markdown: '' }],
    ['whatever stands in it', { text: '3 4\n\0"\\', html: '\n\n📈é', markdown: '时序' }],
  ])('comes out as it was: %s', (_, { text, html, markdown }) => {
    expect(unpackBody(packBody({ text, html, markdown }))).toEqual({ text, html, markdown })
  })

  it('is read by words that never change', () => {
    const hashes = [EVENT_WORDS, NOTICE_WORDS].map((words) => createHash('sha256').update(words).digest('hex'))
    expect(hashes).toEqual([
      '8dccf6f857913365fdc2d14b656b2e758ade0e4feb1174169f95f2dd79ef69ee',
      '712df1a2d593242f089b752430d64e31c7f57223ed82490ba3a8a246e250c79d',
    ])
    expect(() => unpack(Uint8Array.of(99, 0))).toThrow('number 99')
  })

  it('takes a tenth of the room, as long as the words are not quite different ones', () => {
    const alert = anAlertEvent({ subject: aTarget({ nameZh: '虚构社会消费品零售总额' }) })
    const { text, html, markdown } = aDigest([alert])
    expect(packBody({ text, html, markdown }).length).toBeLessThan(bytes(text + html + markdown) / 10)
    const told = JSON.stringify(alert)
    expect(pack(told, 'event').length).toBeLessThan(bytes(told) / 4)
  })
})
