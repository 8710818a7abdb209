import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP, isIPv4 } from 'node:net'

/** Loopback, link-local, private, shared and unspecified networks (RFC 6890), among them the addresses at which clouds hand out credentials. */
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
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6')

/** Whether an address belongs to a network that the outside must not lead us into. IPv4 within IPv6 counts as IPv4. */
export const isPrivate = (address: string): boolean => {
  const bare = address.replace(/^\[|\]$/gu, '')
  return isIP(bare) !== 0 && PRIVATE.check(bare, isIPv4(bare) ? 'ipv4' : 'ipv6')
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
