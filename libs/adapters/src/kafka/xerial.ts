import { uncompress } from 'snappy'

/** How Java's producers begin a snappy batch: the name, a version and the lowest version that reads it, four bytes each. */
const MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00])
const HEADER = 16

/** Snappy as Kafka has it: raw from some producers, in the blocks of Java's `SnappyOutputStream` (length, then raw snappy) from others. Throws beyond `most` bytes. */
export const uncompressXerial = async (bytes: Buffer, most: number): Promise<Buffer> => {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return uncompressRaw(bytes, most)
  const blocks: Buffer[] = []
  let left = most
  for (let at = HEADER; at < bytes.length; ) {
    const length = bytes.readInt32BE(at)
    if (length < 0 || at + 4 + length > bytes.length) throw new Error(`snappy block of ${length} bytes at ${at} of ${bytes.length}`)
    const block = await uncompressRaw(bytes.subarray(at + 4, at + 4 + length), left)
    blocks.push(block)
    left -= block.length
    at += 4 + length
  }
  return Buffer.concat(blocks)
}

const uncompressRaw = async (bytes: Buffer, most: number): Promise<Buffer> => {
  const length = statedLength(bytes)
  if (length > most) throw new Error(`snappy batch of ${length} bytes; at most ${most} are read`)
  return Buffer.from(await uncompress(bytes, { asBuffer: true }))
}

/** Raw snappy begins with the length of what it holds, seven bits a byte, the lowest first. */
const statedLength = (bytes: Buffer): number => {
  let length = 0
  for (let at = 0; at < 5; at += 1) {
    const byte = bytes[at]
    if (byte === undefined) break
    length += (byte & 0x7f) * 2 ** (7 * at)
    if (byte < 0x80) return length
  }
  throw new Error('snappy batch without a length')
}
