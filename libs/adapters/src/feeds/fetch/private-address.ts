import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP, isIPv4 } from 'node:net'

/** Loopback, link-local, private, shared, unspecified, reserved and multicast networks (RFC 6890), among them the addresses at which clouds hand out credentials. */
const PRIVATE = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  // All of `::/96` are IPv4 addresses in an old writing; Teredo and 6to4 lead to what is written in them too.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['100::', 64],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6')

/** Where a network knows IPv6 alone, the whole of IPv4 is behind these (RFC 6052, RFC 8215). */
const TRANSLATED = new BlockList()
TRANSLATED.addSubnet('64:ff9b::', 96, 'ipv6')
TRANSLATED.addSubnet('64:ff9b:1::', 48, 'ipv6')

/** Whether an address belongs to a network that the outside must not lead us into. IPv4 within IPv6 counts as IPv4. */
export const isPrivate = (address: string): boolean => {
  const bare = address.replace(/^\[|\]$|%.*$/gu, '')
  if (isIP(bare) === 0) return false
  if (isIPv4(bare)) return PRIVATE.check(bare, 'ipv4')
  return PRIVATE.check(bare, 'ipv6') || (TRANSLATED.check(bare, 'ipv6') && isPrivate(lastFour(bare)))
}

/** The last four bytes of an IPv6 address, as IPv4. */
const lastFour = (address: string): string => {
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':')
  return groups
    .slice(-2)
    .flatMap((group) => [Number.parseInt(group || '0', 16) >> 8, Number.parseInt(group || '0', 16) & 255])
    .join('.')
}

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/** A resolver for hosts that somebody else named: it gives no private address, so that a name cannot lead where an address may not. */
export const publicLookup = (host: string, options: object, answer: Answer): void => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return answer(error, [])
    const inside = addresses.find(({ address }) => isPrivate(address))
    if (inside) return answer(new PrivateAddress(`${host} is ${inside.address}, an address of a private network`), [])
    const first = addresses[0] as LookupAddress
    return 'all' in options && options.all ? answer(null, addresses) : answer(null, first.address, first.family)
  })
}

/** What `publicLookup` refuses with. */
export class PrivateAddress extends Error {}
