/** What can go wrong on the way to a document, whether trying again may help, and what to do about it. */
export const FEED_FAULTS = {
  'bad-location': { retry: false, words: 'The location is no file: path and no http(s): address; mend it in feeds.yaml.' },
  'outside-folder': { retry: false, words: "The path leads out of the registry's folder; put the file into it." },
  'no-such-file': { retry: false, words: 'There is no such file yet; it is looked for again at the next scheduled time.' },
  'not-a-file': { retry: false, words: 'This is a folder, a pipe or a device; name a plain file.' },
  'file-unreadable': { retry: false, words: 'The file cannot be read; give the service the right to.' },
  'file-changing': { retry: true, words: 'The file was written while it was read; it is better moved into its place whole.' },
  'too-large': { retry: false, words: 'The document is larger than the limit; check what the address gives, or raise the limit.' },
  unreachable: { retry: true, words: 'The server cannot be reached, or closed the connection in the middle.' },
  stalled: { retry: true, words: 'The server sent nothing for too long.' },
  'timed-out': { retry: true, words: 'The whole took longer than the limit.' },
  busy: { retry: true, words: 'The server asks to come back later.' },
  'server-error': { retry: true, words: 'The server has a fault of its own.' },
  garbled: { retry: true, words: 'The body is packed, and cannot be unpacked.' },
  denied: { retry: false, words: 'The server wants a login or refuses this address; ask its operator.' },
  'not-found': { retry: false, words: 'There is nothing at this address (yet); check it, or wait for the release.' },
  'unexpected-status': { retry: false, words: 'The server answered with a status that is no document.' },
  'too-many-redirects': { retry: false, words: 'The server leads from address to address without end.' },
  'redirect-refused': { retry: false, words: 'The server leads to an address that is not followed: another scheme, or a private network.' },
  cancelled: { retry: false, words: 'The pull was called off.' },
} as const satisfies Readonly<Record<string, { readonly retry: boolean; readonly words: string }>>

export type FeedFaultCode = keyof typeof FEED_FAULTS

/** A fault of the way to a document. The message says where, what, and what to do; `retryAfterMs` is what the server asked for. */
export class FeedFault extends Error {
  readonly code: FeedFaultCode
  readonly retry: boolean
  readonly retryAfterMs: number | undefined

  constructor(
    code: FeedFaultCode,
    where: string,
    more: { readonly cause?: unknown; readonly detail?: string; readonly retryAfterMs?: number | undefined } = {},
  ) {
    super(`${where}: ${FEED_FAULTS[code].words}${more.detail ? ` (${more.detail})` : ''}`, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'FeedFault'
    this.code = code
    this.retry = FEED_FAULTS[code].retry
    this.retryAfterMs = more.retryAfterMs
  }
}
