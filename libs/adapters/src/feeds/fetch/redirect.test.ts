import { describe, expect, it, test } from 'vitest'
import type { FeedFault } from '../fault.ts'
import { isPrivate, PrivateAddress, publicLookup } from './private-address.ts'
import { nextHop, publicUrl } from './redirect.ts'
import { meaningOf } from './status.ts'

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['100.100.100.200', true],
  ['0.0.0.0', true],
  ['::1', true],
  ['[::1]', true],
  ['::', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['::ffff:127.0.0.1', true],
  ['::ffff:10.0.0.1', true],
  ['[::ffff:7f00:1]', true],
  ['100.64.0.1', true],
  ['100.128.0.1', false],
  ['224.0.0.1', true],
  ['255.255.255.255', true],
  ['::10.0.0.1', true],
  ['::ffff:0:10.0.0.1', true],
  ['64:ff9b::10.0.0.1', true],
  ['64:ff9b::7f00:1', true],
  ['64:ff9b:1::a9fe:a9fe', true],
  ['64:ff9b::8.8.8.8', false],
  ['64:ff9b::', true],
  ['2002:7f00:1::', true],
  ['2001:0:1::1', true],
  ['fe80::1%eth0', true],
  ['fec0::1', true],
  ['ff02::1', true],
  ['::ffff:8.8.8.8', false],
  ['8.8.8.8', false],
  ['2400:3200::1', false],
  ['example.org', false],
  ['', false],
])('%s is in a private network: %s', (address, inside) => expect(isPrivate(address)).toBe(inside))

const from = new URL('https://stats.example.org/a/data.csv?token=secret')
const hop = (location: unknown, startedInside = false) => {
  try {
    return nextHop(from, location, { startedInside }).href
  } catch (cause) {
    return (cause as FeedFault).code
  }
}

describe('a redirect', () => {
  test.each([
    ['b.csv', 'https://stats.example.org/a/b.csv'],
    ['https://files.example.org/b.csv', 'https://files.example.org/b.csv'],
    ['http://stats.example.org/b.csv', 'redirect-refused'],
    ['file:///etc/passwd', 'redirect-refused'],
    ['data:text/csv,a', 'redirect-refused'],
    ['https://10.0.0.1/b.csv', 'redirect-refused'],
    ['https://2130706433/', 'redirect-refused'],
    ['https://[::1]/', 'redirect-refused'],
    [undefined, 'unexpected-status'],
    ['https://', 'unexpected-status'],
  ])('to %s leads to %s', (location, to) => expect(hop(location)).toBe(to))

  it('within a private network is followed where the feed itself is in one', () => {
    expect(hop('https://10.0.0.1/b.csv', true)).toBe('https://10.0.0.1/b.csv')
  })

  it('is spoken of without its query', () => {
    expect(publicUrl(new URL('https://user:word@example.org/x?token=secret#y'))).toBe('https://example.org/x')
  })
})

test.each([{}, { all: true }, { all: false, family: 4 }])('a name that stands for a private address is not resolved, asked with %j', async (options) => {
  const error = await new Promise((resolve) => publicLookup('localhost', options, (cause) => resolve(cause)))
  expect(error).toBeInstanceOf(PrivateAddress)
})

test.each([
  [200, 'document'],
  [304, 'unchanged'],
  [302, 'redirect'],
  [308, 'redirect'],
  [206, 'unexpected-status'],
  [204, 'unexpected-status'],
  [400, 'unexpected-status'],
  [401, 'denied'],
  [403, 'denied'],
  [404, 'not-found'],
  [410, 'not-found'],
  [408, 'server-error'],
  [429, 'busy'],
  [503, 'busy'],
  [500, 'server-error'],
  [502, 'server-error'],
])('status %i means %s', (status, meaning) => expect(meaningOf(status)).toBe(meaning))
