import { FeedFault } from '../fault.ts'
import { isPrivate } from './private-address.ts'

/** The next address, or why it is not gone to. `startedInside`: the feed's own address is in a private network, so others there are no secret to it. */
export const nextHop = (from: URL, location: unknown, { startedInside }: { readonly startedInside: boolean }): URL => {
  const where = publicUrl(from)
  const to = typeof location === 'string' ? URL.parse(location, from) : null
  if (!to) throw new FeedFault('unexpected-status', where, { detail: 'a redirect that names no address' })
  if (to.protocol !== 'https:' && to.protocol !== 'http:') throw new FeedFault('redirect-refused', where, { detail: `to ${to.protocol}` })
  if (from.protocol === 'https:' && to.protocol === 'http:') throw new FeedFault('redirect-refused', where, { detail: 'from https to http' })
  if (!startedInside && isPrivate(to.hostname)) throw new FeedFault('redirect-refused', where, { detail: `to ${to.hostname}, a private network` })
  return to
}

/** An address as it may be logged: no name, password, query or fragment. */
export const publicUrl = (url: URL): string => `${url.origin}${url.pathname}`
