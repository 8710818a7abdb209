/** Bytes that are read from `at` on. Numbers as Kafka's protocol has them: big-endian, and varints in zigzag. */
export interface ByteReader {
  readonly bytes: Buffer
  at: number
}

export const newReader = (bytes: Buffer, at = 0): ByteReader => ({ bytes, at })

const INT32_SPAN = 2 ** 32

export const takeInt16 = (reader: ByteReader): number => {
  const { bytes, at } = reader
  reader.at = at + 2
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16)) >> 16
}

export const takeInt32 = (reader: ByteReader): number => {
  const { at } = reader
  reader.at = at + 4
  return int32At(reader.bytes, at)
}

/** Of 53 bits: offsets, times. */
export const takeInt64 = (reader: ByteReader): number => {
  const { at } = reader
  reader.at = at + 8
  return int64At(reader.bytes, at)
}

export const int32At = (bytes: Buffer, at: number): number => (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!

export const int64At = (bytes: Buffer, at: number): number => int32At(bytes, at) * INT32_SPAN + (int32At(bytes, at + 4) >>> 0)

/** Of 53 bits. Nearly all take one byte or two. */
export const takeVarint = (reader: ByteReader): number => {
  const { bytes } = reader
  const first = bytes[reader.at++]!
  if (first < 0x80) return (first >>> 1) ^ -(first & 1)
  const second = bytes[reader.at++]!
  const both = (first & 0x7f) | ((second & 0x7f) << 7)
  return second < 0x80 ? (both >>> 1) ^ -(both & 1) : takeLong(reader, both)
}

/** The rest of one of which two bytes are read. */
const takeLong = (reader: ByteReader, before: number): number => {
  const { bytes } = reader
  let sum = before
  let byte = 0x80
  for (let span = 2 ** 14; byte >= 0x80 && reader.at < bytes.length; span *= 128) {
    byte = bytes[reader.at++]!
    sum += (byte & 0x7f) * span
  }
  return sum % 2 === 0 ? sum / 2 : -(sum + 1) / 2
}

/** Text after its length in 16 bits. */
export const takeText = (reader: ByteReader): string => {
  const from = reader.at + 2
  reader.at = from + takeInt16(reader)
  return reader.bytes.toString('utf8', from, reader.at)
}
