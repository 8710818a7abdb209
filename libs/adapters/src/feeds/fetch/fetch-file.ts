import { open, realpath } from 'node:fs/promises'
import { basename, isAbsolute, join, sep } from 'node:path'
import { FeedFault, type FeedFaultCode } from '../fault.ts'
import type { Fetched } from './limits.ts'

/** Reads `file:data/observations.csv` below a folder. Neither `..` nor a link leads out of it. */
export const fetchFile = async (location: string, { folder, bytes: limit }: { readonly folder: string; readonly bytes: number }): Promise<Fetched> => {
  const path = location.slice('file:'.length)
  if (path === '' || isAbsolute(path) || path.includes('\0')) throw new FeedFault('outside-folder', location)
  try {
    return {
      kind: 'document',
      name: basename(path),
      bytes: await read(await within(folder, path), { location, limit }),
      validators: { etag: null, lastModified: null },
    }
  } catch (cause) {
    throw cause instanceof FeedFault ? cause : new FeedFault(codeOf(cause), location, { cause })
  }
}

const within = async (folder: string, path: string): Promise<string> => {
  const root = await realpath(folder)
  const file = await realpath(join(root, path))
  if (!file.startsWith(root + sep)) throw new FeedFault('outside-folder', `file:${path}`)
  return file
}

/** A file that grows while it is read would end in the middle of a number. */
const read = async (file: string, { location, limit }: { location: string; limit: number }): Promise<Uint8Array> => {
  await using handle = await open(file, 'r')
  const before = await handle.stat()
  if (!before.isFile()) throw new FeedFault('not-a-file', location)
  if (before.size > limit) throw new FeedFault('too-large', location, { detail: `${before.size} bytes, at most ${limit}` })
  const bytes = Buffer.alloc(before.size)
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0)
  const after = await handle.stat()
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs || bytesRead < before.size) throw new FeedFault('file-changing', location)
  return bytes
}

const CODES: Readonly<Record<string, FeedFaultCode>> = { ENOENT: 'no-such-file', ENOTDIR: 'no-such-file', EISDIR: 'not-a-file', ELOOP: 'outside-folder' }

const codeOf = (cause: unknown): FeedFaultCode => CODES[(cause as { code?: string }).code ?? ''] ?? 'file-unreadable'
