/** Bytes that grow at their end. Numbers as Kafka's protocol has them: big-endian, and varints in zigzag. */
export interface ByteWriter {
  buffer: Buffer
  at: number
}

/** A varint of 32 bits takes no more. */
const MOST_VARINT = 5

/** Of one character in UTF-8, as far as `length` counts them. */
const MOST_BYTES_OF_CHARACTER = 3

export const newWriter = (size: number): ByteWriter => ({ buffer: Buffer.allocUnsafe(size), at: 0 })

const reserve = (writer: ByteWriter, bytes: number): void => {
  if (writer.at + bytes <= writer.buffer.length) return
  const grown = Buffer.allocUnsafeSlow(2 * (writer.at + bytes))
  writer.buffer.copy(grown, 0, 0, writer.at)
  writer.buffer = grown
}

export const putInt8 = (writer: ByteWriter, value: number): void => {
  reserve(writer, 1)
  writer.at = writer.buffer.writeInt8(value, writer.at)
}

export const putInt16 = (writer: ByteWriter, value: number): void => {
  reserve(writer, 2)
  writer.at = writer.buffer.writeInt16BE(value, writer.at)
}

export const putInt32 = (writer: ByteWriter, value: number): void => {
  reserve(writer, 4)
  writer.at = writer.buffer.writeInt32BE(value, writer.at)
}

export const putInt64 = (writer: ByteWriter, value: bigint): void => {
  reserve(writer, 8)
  writer.at = writer.buffer.writeBigInt64BE(value, writer.at)
}

/** Of 32 bits. */
export const putVarint = (writer: ByteWriter, value: number): void => {
  reserve(writer, MOST_VARINT)
  let left = ((value << 1) ^ (value >> 31)) >>> 0
  for (; left > 0x7f; left >>>= 7) writer.buffer[writer.at++] = (left & 0x7f) | 0x80
  writer.buffer[writer.at++] = left
}

/** Of 53 bits. Times that are told apart by less than 12 days fit into the short one. */
export const putVarlong = (writer: ByteWriter, value: number): void => {
  if (value === (value | 0)) putVarint(writer, value)
  else putLong(writer, BigInt(value))
}

const putLong = (writer: ByteWriter, value: bigint): void => {
  reserve(writer, 2 * MOST_VARINT)
  let left = (value << 1n) ^ (value >> 63n)
  for (; left > 0x7fn; left >>= 7n) writer.buffer[writer.at++] = Number(left & 0x7fn) | 0x80
  writer.buffer[writer.at++] = Number(left)
}

/** Its length as a varint, then its bytes; -1 for null. */
export const putBytes = (writer: ByteWriter, bytes: Uint8Array | null): void => {
  putVarint(writer, bytes?.length ?? -1)
  if (bytes === null) return
  reserve(writer, bytes.length)
  writer.buffer.set(bytes, writer.at)
  writer.at += bytes.length
}

/** Longer text is written by calls out of JavaScript. */
const SHORT = 64

/** The same of text in UTF-8. Most is ASCII and short: character by character that is faster than two calls out of JavaScript. */
export const putText = (writer: ByteWriter, text: string): void => {
  const from = writer.at
  const { length } = text
  if (length > SHORT) {
    putOther(writer, text)
    return
  }
  putVarint(writer, length)
  reserve(writer, length * MOST_BYTES_OF_CHARACTER)
  const { buffer } = writer
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) {
      writer.at = from
      putOther(writer, text)
      return
    }
    buffer[writer.at++] = code
  }
}

const putOther = (writer: ByteWriter, text: string): void => {
  const bytes = Buffer.byteLength(text)
  putVarint(writer, bytes)
  reserve(writer, bytes)
  writer.at += writer.buffer.write(text, writer.at)
}

/** What `put` writes, with its length before it, which is known only after. */
export const putSized = (writer: ByteWriter, put: () => void): void => {
  const from = writer.at
  reserve(writer, 2 * MOST_VARINT)
  // Most of what is written so takes two bytes to say how long it is.
  writer.at = from + 2
  put()
  const length = writer.at - from - 2
  const end = writer.at
  writer.at = from
  const bytes = varintSize(length)
  if (bytes !== 2) {
    writer.at = end
    reserve(writer, MOST_VARINT)
    writer.buffer.copyWithin(from + bytes, from + 2, end)
    writer.at = from
  }
  putVarint(writer, length)
  writer.at = from + bytes + length
}

const varintSize = (length: number): number => {
  let bytes = 1
  for (let left = (length << 1) >>> 0; left > 0x7f; left >>>= 7) bytes += 1
  return bytes
}
