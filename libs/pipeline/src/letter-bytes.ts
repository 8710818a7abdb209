import { createHash } from 'node:crypto'
import type { DeadLetter } from '@shixu/domain'

/** What a letter carries of what was refused. */
const CARRIED = 64 * 1024

/** The beginning of what was refused, and what tells the whole of it from another. */
export const letterBytes = (bytes: Uint8Array): Pick<DeadLetter, 'bytes' | 'sha256' | 'length'> => ({
  bytes: Buffer.from(bytes.subarray(0, CARRIED)).toString('base64'),
  sha256: createHash('sha256').update(bytes).digest('hex'),
  length: bytes.length,
})
