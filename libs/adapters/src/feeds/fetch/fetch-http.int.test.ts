import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import axios from 'axios'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { FeedFault } from '../fault.ts'
import { createFetch } from './index.ts'
import type { Limits } from './limits.ts'
import { PrivateAddress, publicLookup } from './private-address.ts'

const LIMITS: Partial<Limits> = { bytes: 1_000_000, totalMs: 5_000, stallMs: 2_000, tries: 1 }

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const setUp = (limits: Partial<Limits> = {}) => {
  const waited: number[] = []
  const wait = async (ms: number) => void waited.push(ms)
  const fetch = createFetch({ folder: '/nowhere', limits: { ...LIMITS, ...limits }, wait, chance: () => 1, now: () => Date.parse('2024-07-01T00:00:00Z') })
  const get = (url: string, validators: { etag: string | null; lastModified: string | null } | null = null, signal = new AbortController().signal) =>
    fetch(url, { validators, signal })
  const fault = async (url: string, signal?: AbortSignal) => {
    const outcome = await get(url, null, signal).catch((cause: unknown) => cause)
    return outcome instanceof FeedFault ? outcome : new Error(`no fault: ${JSON.stringify(outcome)}`)
  }
  return { get, fault, waited }
}

describe('a document over HTTP', () => {
  it('comes with its name and what its server says of its version', async () => {
    const url = await serve((_request, response) =>
      response.writeHead(200, { ETag: '"1"', 'Last-Modified': 'Mon, 01 Jul 2024 00:00:00 GMT' }).end('指标,数值\n'),
    )
    const fetched = await setUp().get(`${url}/data/%E5%87%BA%E5%8F%A3.csv?token=secret`)
    expect(fetched).toMatchObject({
      kind: 'document',
      name: '_E5_87_BA_E5_8F_A3.csv',
      validators: { etag: '"1"', lastModified: 'Mon, 01 Jul 2024 00:00:00 GMT' },
    })
    expect(fetched.kind === 'document' && new TextDecoder().decode(fetched.bytes)).toBe('指标,数值\n')
  })

  it('is asked for on condition of what was known, and 304 is nothing new', async () => {
    const asked: unknown[] = []
    const url = await serve((request, response) => {
      asked.push([request.headers['if-none-match'], request.headers['if-modified-since']])
      response.writeHead(304).end()
    })
    expect(await setUp().get(url, { etag: '"1"', lastModified: 'Mon, 01 Jul 2024 00:00:00 GMT' })).toEqual({ kind: 'unchanged' })
    expect(asked).toEqual([['"1"', 'Mon, 01 Jul 2024 00:00:00 GMT']])
  })

  it('comes unpacked', async () => {
    const url = await serve((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('a,b\n')))
    const fetched = await setUp().get(`${url}/t.csv`)
    expect(fetched.kind === 'document' && new TextDecoder().decode(fetched.bytes)).toBe('a,b\n')
  })
})

describe('a body', () => {
  it('of 50 MB is refused by what it announces, before it is read', async () => {
    let sent = 0
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': String(50 * 1024 * 1024) })
      response.write('x')
      sent++
    })
    expect(await setUp().fault(url)).toMatchObject({ code: 'too-large', message: expect.stringContaining('52428800 bytes announced') })
    expect(sent).toBe(1)
  })

  it('of 50 MB that announces nothing is let go of at the limit', async () => {
    let sent = 0
    const url = await serve((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x')
      const more = () => {
        while (sent < 50 * 1024 * 1024 && !response.destroyed) {
          sent += chunk.length
          if (!response.write(chunk)) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    })
    expect(await setUp().fault(url)).toMatchObject({ code: 'too-large' })
    expect(sent).toBeLessThan(20 * 1024 * 1024)
  })

  it('that is small and unpacks to much is let go of at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024))
    const url = await serve((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': String(bomb.length) }).end(bomb))
    expect(bomb.length).toBeLessThan(100_000)
    expect(await setUp().fault(url)).toMatchObject({ code: 'too-large' })
  })

  it('that is said to be packed and is not is garbled', async () => {
    const url = await serve((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('plain'))
    expect(await setUp().fault(url)).toMatchObject({ code: 'garbled' })
  })

  it('that breaks off in the middle is no document', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' })
      response.write('a,b\n1,', () => response.destroy())
    })
    expect(await setUp().fault(url)).toMatchObject({ code: 'unreachable' })
  })
})

describe('a server', () => {
  it('that never answers has stalled', async () => {
    const url = await serve(() => undefined)
    expect(await setUp({ stallMs: 100 }).fault(url)).toMatchObject({ code: 'stalled', message: expect.stringContaining('100 ms') })
  })

  it('that falls silent in the middle of a body has stalled', async () => {
    const url = await serve((_request, response) => void response.writeHead(200).write('a,b\n'))
    expect(await setUp({ stallMs: 150 }).fault(url)).toMatchObject({ code: 'stalled' })
  })

  it('that trickles for ever is cut off by the whole time', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    })
    expect(await setUp({ stallMs: 1_000, totalMs: 300 }).fault(url)).toMatchObject({ code: 'timed-out' })
  })

  it('that is not there is unreachable, and the fault names the address without its secrets', async () => {
    const fault = await setUp().fault('http://user:word@127.0.0.1:1/x.csv?token=secret')
    expect(fault).toMatchObject({ code: 'unreachable', message: expect.stringContaining('http://127.0.0.1:1/x.csv') })
    expect(JSON.stringify([fault.message, String(fault.cause)])).not.toMatch(/secret|word/)
  })

  it('that is called off is let go of at once', async () => {
    const url = await serve(() => undefined)
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    expect(await setUp().fault(url, controller.signal)).toMatchObject({ code: 'cancelled' })
    expect(await setUp().fault(url, AbortSignal.abort())).toMatchObject({ code: 'cancelled' })
  })

  test.each([
    [{ 'Retry-After': '7' }, 7_000],
    [{ 'Retry-After': 'Mon, 01 Jul 2024 00:00:30 GMT' }, 30_000],
    [{ 'Retry-After': '99999' }, 60_000],
    [{}, 1_000],
  ])('that is busy is asked again after what it says: %j', async (headers, ms) => {
    let asked = 0
    const url = await serve((_request, response) =>
      asked++ === 0 ? response.writeHead(503, headers as Record<string, string>).end('no') : response.end('a\n'),
    )
    const { get, waited } = setUp({ tries: 2, longestWaitMs: 60_000 })
    expect(await get(url)).toMatchObject({ kind: 'document' })
    expect(waited).toEqual([ms])
  })

  it('that denies is not asked again', async () => {
    let asked = 0
    const url = await serve((_request, response) => {
      asked++
      response.writeHead(403).end()
    })
    expect(await setUp({ tries: 4 }).fault(url)).toMatchObject({ code: 'denied' })
    expect(asked).toBe(1)
  })
})

describe('redirects', () => {
  it('are followed hop by hop, and the document keeps the name that the registry gave it', async () => {
    const url = await serve((request, response) => (request.url === '/a.csv' ? response.writeHead(302, { Location: '/hidden/b' }).end() : response.end('x\n')))
    expect(await setUp().get(`${url}/a.csv`)).toMatchObject({ kind: 'document', name: 'a.csv' })
  })

  it('that go round in a circle are given up', async () => {
    let asked = 0
    const url = await serve((_request, response) => {
      asked++
      response.writeHead(302, { Location: '/again' }).end()
    })
    expect(await setUp({ redirects: 3 }).fault(url)).toMatchObject({ code: 'too-many-redirects' })
    expect(asked).toBe(4)
  })

  it('to a file are not followed', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { Location: 'file:///etc/passwd' }).end())
    expect(await setUp().fault(url)).toMatchObject({ code: 'redirect-refused' })
  })
})

test('a name that a redirect gave and that stands for a private address is not even connected to', async () => {
  let asked = 0
  const url = new URL(await serve((_request, response) => void response.end(String(asked++))))
  const refused = await axios.get(`http://localhost:${url.port}/`, { lookup: publicLookup as never }).catch((cause: unknown) => cause)
  expect(refused).toMatchObject({ cause: expect.any(PrivateAddress) })
  expect(asked).toBe(0)
})

test.each(['ftp://example.org/x', 'x.csv', '', 'javascript:1'])('"%s" is no location', async (location) => {
  expect(await setUp().fault(location)).toMatchObject({ code: 'bad-location' })
})
