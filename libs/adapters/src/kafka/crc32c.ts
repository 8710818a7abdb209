const POLYNOMIAL = 0x82f63b78

/** Table k: what a byte does to the checksum when k more bytes follow it. */
const TABLES: readonly Int32Array[] = Array.from({ length: 8 }, () => new Int32Array(256))

for (let byte = 0; byte < 256; byte += 1) {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1
  TABLES[0]![byte] = crc
}
for (let table = 1; table < 8; table += 1)
  for (let byte = 0; byte < 256; byte += 1) {
    const before = TABLES[table - 1]![byte]!
    TABLES[table]![byte] = TABLES[0]![before & 0xff]! ^ (before >>> 8)
  }
const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array]

/** CRC-32C (Castagnoli) of the bytes from `from` to before `end`, eight at a time (Kounavis and Berry 2005, slicing by 8). */
export const crc32c = (bytes: Buffer, from: number, end: number): number => {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let crc = -1
  let at = from
  for (; at + 8 <= end; at += 8) {
    const low = crc ^ words.getInt32(at, true)
    const high = words.getInt32(at + 4, true)
    crc =
      T7[low & 0xff]! ^
      T6[(low >>> 8) & 0xff]! ^
      T5[(low >>> 16) & 0xff]! ^
      T4[low >>> 24]! ^
      T3[high & 0xff]! ^
      T2[(high >>> 8) & 0xff]! ^
      T1[(high >>> 16) & 0xff]! ^
      T0[high >>> 24]!
  }
  for (; at < end; at += 1) crc = T0[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8)
  return ~crc >>> 0
}
