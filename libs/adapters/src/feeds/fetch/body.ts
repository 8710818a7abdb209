import type { Readable } from 'node:stream'
import { FeedFault } from '../fault.ts'
import type { Deadline } from './deadline.ts'

/** Reads a body to its end, counting bytes as they come out of unpacking: what is too large, or packed to become so, is let go of as soon as that is known. */
export const readBody = async (
  body: Readable,
  deadline: Deadline,
  { where, limit }: { readonly where: string; readonly limit: number },
): Promise<Uint8Array> => {
  const stop = () => void body.destroy(deadline.signal.reason as Error)
  deadline.signal.addEventListener('abort', stop, { once: true })
  if (deadline.signal.aborted) stop()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      deadline.heard()
      size += chunk.length
      if (size > limit) throw new FeedFault('too-large', where, { detail: `more than ${limit} bytes` })
      chunks.push(chunk)
    }
  } finally {
    deadline.signal.removeEventListener('abort', stop)
    body.destroy()
  }
  return Buffer.concat(chunks)
}
