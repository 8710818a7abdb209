import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/** What an application and its receiver have agreed on in the console. */
export interface CallbackSecrets {
  readonly token: string
  /** EncodingAESKey: 43 characters. */
  readonly aesKey: string
  /** The corporation, for whom alone it is. */
  readonly corp: string
}

/** Signed by whoever knows the token: https://developer.work.weixin.qq.com/document/path/90968 */
export function isSigned(signature: string, parts: readonly string[], { token }: CallbackSecrets): boolean {
  const right = createHash('sha1')
    .update([token, ...parts].sort().join(''))
    .digest()
  const given = Buffer.from(signature, 'hex')
  return given.length === right.length && timingSafeEqual(given, right)
}

const BLOCK = 32
const HEAD = 20

/** The text within, or null where it cannot be read or is for somebody else. */
export function opened(encrypted: string, { aesKey, corp }: CallbackSecrets): string | null {
  const plain = decrypted(encrypted, aesKey)
  if (plain === null || plain.length < HEAD) return null
  const end = HEAD + plain.readUInt32BE(HEAD - 4)
  if (end > plain.length || plain.subarray(end).toString() !== corp) return null
  return plain.subarray(HEAD, end).toString()
}

/** AES-256 in CBC, the first half of the key as vector, padded to 32 bytes. */
function decrypted(encrypted: string, aesKey: string): Buffer | null {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const bytes = Buffer.from(encrypted, 'base64')
  if (bytes.length === 0 || bytes.length % BLOCK !== 0) return null
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()])
  const pad = padded[padded.length - 1] ?? 0
  if (pad < 1 || pad > BLOCK) return null
  const rest = padded.subarray(0, padded.length - pad)
  return padded.subarray(rest.length).every((byte) => byte === pad) ? rest : null
}
