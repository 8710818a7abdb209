import { CompressionTypes } from 'kafkajs'
import { compress } from 'snappy'
import { describe, expect, it } from 'vitest'
import { type Codec, codecsUpTo } from './codecs.ts'
import { uncompressXerial } from './xerial.ts'

const MOST = 1 << 20

const codec = (type: CompressionTypes): Codec => codecsUpTo(MOST)[type]!
const TEXT = Buffer.from('时序 time series '.repeat(5_000))
const TYPES = [
  ['gzip', CompressionTypes.GZIP],
  ['snappy', CompressionTypes.Snappy],
  ['lz4', CompressionTypes.LZ4],
  ['zstd', CompressionTypes.ZSTD],
] as const

describe('batches of other producers', () => {
  it.each(TYPES)('in %s are read', async (_name, type) => {
    const packed = await codec(type).compress({ buffer: TEXT })
    expect(packed.length).toBeLessThan(TEXT.length)
    expect(await codec(type).decompress(packed)).toEqual(TEXT)
  })

  it.each(TYPES)('in %s that are broken are an error and no crash', async (_name, type) => {
    const packed = await codec(type).compress({ buffer: TEXT })
    await expect(codec(type).decompress(packed.subarray(0, 20))).rejects.toThrow()
  })

  it.each([TYPES[0], TYPES[3]])('in %s that grow beyond all measure are refused', async (_name, type) => {
    const bomb = await codec(type).compress({ buffer: Buffer.alloc(MOST + 1) })
    await expect(codec(type).decompress(bomb)).rejects.toThrow(/larger than/)
  })
})

describe('snappy in the blocks of Java', () => {
  const block = async (bytes: Buffer): Promise<Buffer> => {
    const packed = await compress(bytes)
    const length = Buffer.alloc(4)
    length.writeInt32BE(packed.length)
    return Buffer.concat([length, packed])
  }
  const header = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1])

  it('is read block by block', async () => {
    const packed = Buffer.concat([header, await block(TEXT.subarray(0, 1_000)), await block(TEXT.subarray(1_000))])
    expect(await uncompressXerial(packed, MOST)).toEqual(TEXT)
  })

  it('is refused beyond the limit, before it is unpacked', async () => {
    await expect(uncompressXerial(Buffer.concat([header, await block(TEXT)]), 1_000)).rejects.toThrow('at most 1000 are read')
  })

  it('is an error where a block ends too soon', async () => {
    const packed = Buffer.concat([header, await block(TEXT)])
    await expect(uncompressXerial(packed.subarray(0, 30), MOST)).rejects.toThrow('snappy block')
  })
})
