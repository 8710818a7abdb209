const M = 0x5bd1e995
const SEED = 0x9747b28c
const utf8 = new TextEncoder()

/** The partition of a region: murmur2 of its code as Kafka's default partitioner takes it, so that every log and every producer agrees. */
export const partitionOf = (region: string, partitions: number): number => (murmur2(utf8.encode(region)) & 0x7fffffff) % partitions

/** MurmurHash2 with Kafka's seed, as a signed 32-bit number (`org.apache.kafka.common.utils.Utils.murmur2`). */
export const murmur2 = (bytes: Uint8Array): number => {
  const whole = bytes.length & ~3
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let hash = SEED ^ bytes.length
  for (let at = 0; at < whole; at += 4) hash = Math.imul(hash, M) ^ mixed(words.getInt32(at, true))
  if (whole < bytes.length) hash = Math.imul(hash ^ rest(bytes, whole), M)
  hash = Math.imul(hash ^ (hash >>> 13), M)
  return hash ^ (hash >>> 15)
}

const mixed = (word: number): number => {
  const product = Math.imul(word, M)
  return Math.imul(product ^ (product >>> 24), M)
}

/** The one to three bytes that fill no word, the first one lowest. */
const rest = (bytes: Uint8Array, from: number): number => bytes.subarray(from).reduceRight((sum, byte) => (sum << 8) | byte, 0)
