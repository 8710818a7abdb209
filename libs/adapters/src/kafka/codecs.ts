import { promisify } from 'node:util'
import { gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib'
import kafkajs, { CompressionTypes } from 'kafkajs'
import { compressFrame, decompressFrame } from 'lz4-napi'
import { compress as compressSnappy } from 'snappy'
import { uncompressXerial } from './xerial.ts'

/** As kafkajs wants it: what it compresses stands in an encoder's buffer. */
export interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>
  decompress(bytes: Buffer): Promise<Buffer>
}

/** What one batch may grow to, in bytes. A batch is 1.25 MB at most in our topics, and ours are not compressed. */
const MAX_DECOMPRESSED = 128 << 20

const zipped = promisify(gzip)
const unzipped = promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(gunzip)
const zstdCompressed = promisify(zstdCompress)
const zstdDecompressed = promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(zstdDecompress)

/** The codecs by kafkajs' numbers, each of which throws beyond `most` bytes; LZ4 grows 255-fold at most, so the broker's limit of a batch is limit enough. */
export const codecsUpTo = (most: number): Readonly<Record<number, Codec>> => ({
  [CompressionTypes.GZIP]: { compress: ({ buffer }) => zipped(buffer), decompress: (bytes) => unzipped(bytes, { maxOutputLength: most }) },
  [CompressionTypes.Snappy]: { compress: ({ buffer }) => compressSnappy(buffer), decompress: (bytes) => uncompressXerial(bytes, most) },
  [CompressionTypes.LZ4]: { compress: ({ buffer }) => compressFrame(buffer), decompress: (bytes) => decompressFrame(bytes) },
  [CompressionTypes.ZSTD]: { compress: ({ buffer }) => zstdCompressed(buffer), decompress: (bytes) => zstdDecompressed(bytes, { maxOutputLength: most }) },
})

/** Lets kafkajs read the batches of any producer. It knows gzip alone, and a batch in a codec that it lacks stops its consumer for good. */
export const registerCodecs = (): void => {
  for (const [type, codec] of Object.entries(codecsUpTo(MAX_DECOMPRESSED))) (kafkajs.CompressionCodecs as Record<string, () => Codec>)[type] = () => codec
}
