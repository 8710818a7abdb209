import { createHash } from 'node:crypto'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer, type Socket } from 'node:net'
import type { Limiter, Message, Progress } from '@shixu/pipeline/ports'
import { aMessage, anAlertEvent } from '@shixu/testkit'
import { channelContract } from '@shixu/testkit/channel-contract'
import { createMemoryLimiter } from '@shixu/testkit/memory-limiter'
import { createMemoryProgress } from '@shixu/testkit/memory-progress'
import { type FakeWeCom, startFakeWeCom } from '@shixu/testkit/wecom'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createRobot } from './create-robot.ts'
import { WECOM_FATES } from './fates.ts'
import type { Draw } from './pictures.ts'

const MINUTE = 60_000
const KEY = 'secret-key-1'
const BOX = `robot/${KEY}`

interface Over {
  readonly limiter?: Limiter
  readonly progress?: Progress
  readonly draw?: Draw
  readonly base?: string
  readonly transcript?: (line: string) => void
}

const start = async (options: Parameters<typeof startFakeWeCom>[0] = {}) => {
  const time = { now: 1_700_000_000_000 }
  const fake = await startFakeWeCom({ now: () => time.now, ...options })
  onTestFinished(() => fake.close())
  const limiter = createMemoryLimiter(() => time.now)
  const disk = new Map<string, string>()
  const robot = (over: Over = {}) =>
    createRobot({
      base: fake.base,
      robots: new Map([
        ['commerce', KEY],
        ['others', 'secret-key-2'],
      ]),
      limiter,
      progress: createMemoryProgress(disk),
      wall: { now: () => time.now },
      ...over,
    })
  return { fake, time, robot, limiter, disk }
}

const contact = { step: 'liaison', name: '联络员（虚构）', robot: 'commerce' } as const
const inGroup = (over: Partial<Message> = {}): Message => aMessage({ recipient: { ...aMessage().recipient, contact }, ...over })
const send = (channel: ReturnType<typeof createRobot>, message: Message = inGroup()) => channel.deliver(message, new AbortController().signal)
const contents = (fake: FakeWeCom): readonly string[] => fake.inboxes.of(BOX).map(({ content }) => content)

const lines = (bytes: number, of = 60): string => {
  const line = `${'汉'.repeat(of / 3 - 1)}ab`
  return Array.from({ length: Math.floor((bytes + 1) / of) }, () => line).join('\n')
}

channelContract(
  'wecom-robot',
  async () => {
    const { fake, robot } = await start()
    const channel = robot()
    return {
      channel: {
        ...channel,
        deliver: (message, signal) =>
          channel.deliver(
            {
              ...message,
              recipient: { ...message.recipient, contact },
              markdown: '',
              text: `${message.subject.replace(/[\r\n\u202e]/gu, ' ')}\n${message.text}`,
            },
            signal,
          ),
      },
      arrived: async () => contents(fake).map((text) => ({ subject: text.split('\n', 1)[0] ?? '', text })),
    }
  },
  { remembers: true },
)

describe('what a robot is answered', () => {
  const EXPECTED: Readonly<Record<string, object>> = {
    accepted: { outcome: 'accepted' },
    refused: { outcome: 'refused', blame: 'recipient' },
    deferred: { outcome: 'deferred', retryAfterMs: expect.any(Number) },
    split: { outcome: 'accepted' },
    renew: { outcome: 'deferred' },
    upload: { outcome: 'deferred' },
  }

  it.each(WECOM_FATES.map(({ errcode, outcome, againMs, blame }) => [errcode, outcome, againMs, blame] as const))(
    '%i: %s',
    async (errcode, outcome, againMs, blame) => {
      const { fake, robot } = await start()
      fake.fail({ kind: 'errcode', errcode })
      const receipt = await send(robot(), inGroup({ markdown: lines(1200) }))
      expect(receipt).toMatchObject({ ...EXPECTED[outcome], ...(againMs && { retryAfterMs: againMs }), ...(blame && outcome !== 'accepted' && { blame }) })
      if (outcome === 'split')
        expect(contents(fake).map((part) => part.slice(0, 6))).toEqual(['（1/3）\n', '（2/3）\n', '（3/3）\n'].map((each) => each.slice(0, 6)))
      else expect(receipt.code).toBe(String(errcode))
    },
  )

  it('that is in no table is tried again, slowly, and the operator is told', async () => {
    const { fake, robot } = await start()
    fake.fail({ kind: 'errcode', errcode: 987654 })
    expect(await send(robot())).toMatchObject({
      outcome: 'deferred',
      code: '987654',
      retryAfterMs: 60 * MINUTE,
      text: expect.stringContaining('for the operator'),
    })
  })

  it('45009 waits 65 seconds, and then it is taken', async () => {
    const { fake, robot, time } = await start()
    fake.fail({ kind: 'errcode', errcode: 45009 })
    expect(await send(robot())).toMatchObject({ outcome: 'deferred', retryAfterMs: 65_000, blame: 'rate' })
    time.now += 65_000
    expect(await send(robot())).toMatchObject({ outcome: 'accepted' })
  })

  it('too long even when it is cut small is refused', async () => {
    const { fake, robot } = await start()
    fake.fail(...Array.from({ length: 10 }, () => ({ kind: 'errcode', errcode: 45002 }) as const))
    expect(await send(robot(), inGroup({ markdown: lines(600) }))).toMatchObject({ outcome: 'refused', code: '45002' })
  })

  it('by a robot that was taken out of its group', async () => {
    const { fake, robot } = await start()
    fake.robots.remove(KEY)
    expect(await send(robot())).toMatchObject({ outcome: 'refused', code: '93000', blame: 'recipient' })
  })

  it.each([
    [502, 'unknown'],
    [504, 'unknown'],
    [503, 'deferred'],
    [403, 'deferred'],
    [302, 'deferred'],
  ])('by a gateway with status %i: %s', async (status, outcome) => {
    const { fake, robot } = await start()
    fake.fail({ kind: 'status', status })
    expect(await send(robot())).toMatchObject({ outcome, code: `http-${status}`, blame: 'channel' })
  })

  const answering = async (answer: RequestListener) => {
    const server = createHttpServer(answer)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as { port: number }).port}`
  }

  it('by a gateway that says when to come again', async () => {
    const { robot } = await start()
    const base = await answering((_request, response) => response.writeHead(503, { 'retry-after': '120' }).end('busy'))
    expect(await send(robot({ base }))).toMatchObject({ outcome: 'deferred', code: 'http-503', retryAfterMs: 120_000 })
  })

  it('with its own key: that is kept out of the receipt and of what is told', async () => {
    const { robot } = await start()
    const told: string[] = []
    const base = await answering((request, response) => response.end(JSON.stringify({ errcode: 93000, errmsg: `invalid ${request.url}` })))
    const receipt = await send(robot({ base, transcript: (line) => told.push(line) }))
    expect(receipt).toMatchObject({ outcome: 'refused', code: '93000', text: expect.stringContaining('key=***') })
    expect([...told, receipt.text].join('\n')).not.toContain(KEY)
  })

  it('byte by byte, without end: no longer than a try may take, and nobody knows', async () => {
    const { robot } = await start()
    const base = await answering((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(timer))
    })
    const began = Date.now()
    expect(await robot({ base }).deliver(inGroup(), AbortSignal.timeout(500))).toMatchObject({ outcome: 'unknown', blame: 'channel' })
    expect(Date.now() - began).toBeLessThan(3_000)
  })

  it('nothing, since nobody listens: it is known not to have arrived', async () => {
    const { robot } = await start()
    expect(await send(robot({ base: 'http://127.0.0.1:1' }))).toMatchObject({ outcome: 'deferred', code: 'ECONNREFUSED', blame: 'channel' })
    expect(await send(robot({ base: 'http://nowhere.invalid' }))).toMatchObject({ outcome: 'deferred', blame: 'channel' })
  })

  it.each([
    ['resets', (socket: Socket) => socket.resetAndDestroy()],
    ['closes', (socket: Socket) => socket.destroy()],
    ['closes, once it was greeted,', (socket: Socket) => socket.once('data', () => socket.destroy())],
  ])('by what %s a connection before it is safe: nobody has it, however often', async (_what, onConnection) => {
    const server = createServer((socket) => void onConnection(socket.on('error', () => 'reset')))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { robot } = await start()
    const { port } = server.address() as { port: number }
    for (const _try of [1, 2]) expect(await send(robot({ base: `https://127.0.0.1:${port}` }))).toMatchObject({ outcome: 'deferred', blame: 'channel' })
  })

  it('by what speaks no TLS', async () => {
    const server = createServer((socket) => socket.end('hello'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { robot } = await start()
    const { port } = server.address() as { port: number }
    expect(await send(robot({ base: `https://127.0.0.1:${port}` }))).toMatchObject({ outcome: 'deferred' })
  })

  it.each([
    ['no robot', { step: 'liaison', name: '某' } as const],
    ['one that the settings do not name', { step: 'liaison', name: '某', robot: 'unknown' } as const],
  ])('is asked nothing for a contact with %s', async (_name, other) => {
    const { robot, fake } = await start()
    expect(await send(robot(), inGroup({ recipient: { ...aMessage().recipient, contact: other } }))).toMatchObject({ outcome: 'refused', code: 'no-robot' })
    expect(fake.calls).toEqual([])
  })
})

describe('a message of a robot', () => {
  it('is markdown, in one part where that holds it to the last byte', async () => {
    const { fake, robot } = await start()
    await send(robot(), inGroup({ markdown: `${'汉'.repeat(1365)}a` }))
    expect(fake.inboxes.of(BOX).map(({ type, content }) => [type, Buffer.byteLength(content)])).toEqual([['markdown', 4096]])
  })

  it('is text where it was composed before there was markdown', async () => {
    const { fake, robot } = await start()
    await send(robot(), inGroup({ markdown: '', text: lines(3000) }))
    expect(fake.inboxes.of(BOX).map(({ type, content }) => [type, content.slice(0, 5)])).toEqual([
      ['text', '（1/2）'],
      ['text', '（2/2）'],
    ])
  })

  it('is numbered in parts that the far end takes, each as full as can be', async () => {
    const { fake, robot } = await start()
    const markdown = lines(9_000)
    expect(await send(robot(), inGroup({ markdown }))).toMatchObject({ outcome: 'accepted', text: expect.stringContaining('3 parts') })
    expect(contents(fake).map((part) => part.split('\n', 1)[0])).toEqual(['（1/3）', '（2/3）', '（3/3）'])
    expect(
      contents(fake)
        .map((part) => part.split('\n').slice(1).join('\n'))
        .join('\n'),
    ).toBe(markdown)
    for (const part of contents(fake).slice(0, -1)) expect(Buffer.byteLength(part)).toBeGreaterThan(4096 - 61 - Buffer.byteLength('，可能重复'))
  })

  it('leaves no half a mark where a line has to be cut', async () => {
    const { fake, robot } = await start()
    await send(robot(), inGroup({ markdown: `**红灯** <font color="warning">${'很长的一行。'.repeat(400)}</font>` }))
    expect(contents(fake).length).toBe(2)
    for (const part of contents(fake)) expect(part).not.toMatch(/[<>*]/u)
  })

  it('brings pictures of what is red after its words, and goes out without one that cannot be drawn or is refused', async () => {
    const { fake, robot } = await start()
    const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(100)])
    const drawable = { curve: { goal: 8, thisYear: [null, 3.1], lastYear: [], line: [] } }
    const two = [anAlertEvent(drawable), anAlertEvent({ ...drawable, alert: { ...anAlertEvent().alert, target: '999901/2024/other' } })]
    const draw: Draw = async ({ alert }) => (alert.target.endsWith('other') ? Promise.reject(new Error('no font')) : png)
    expect(await send(robot({ draw }), inGroup({ alerts: two }))).toMatchObject({ outcome: 'accepted', text: expect.stringContaining('it could not be drawn') })
    const [words, picture, ...more] = fake.inboxes.of(BOX)
    expect([words?.type, picture?.type, more]).toEqual(['markdown', 'image', []])
    expect(picture?.body.image).toEqual({ base64: png.toString('base64'), md5: createHash('md5').update(png).digest('hex') })
    fake.fail({ kind: 'slow', ms: 1 }, { kind: 'errcode', errcode: 40009 })
    expect(await send(robot({ draw }), inGroup({ id: 'notice-2', alerts: two }))).toMatchObject({ outcome: 'accepted', text: expect.stringContaining('40009') })
  })

  it.each(['drop-before', 'drop-after'] as const)('shows no picture twice whose reply was lost (%s), and is done', async (kind) => {
    const { fake, robot } = await start()
    const draw: Draw = async () => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(100)])
    const alerts = [anAlertEvent({ curve: { goal: 8, thisYear: [null, 3.1], lastYear: [], line: [] } })]
    fake.fail({ kind: 'slow', ms: 0 }, { kind })
    for (let each = 0; each < 2; each += 1) expect(await send(robot({ draw }), inGroup({ alerts }))).toMatchObject({ outcome: 'accepted' })
    expect(fake.inboxes.of(BOX).map(({ type }) => type)).toEqual(kind === 'drop-after' ? ['markdown', 'image'] : ['markdown'])
  })

  it('is told in full but for its key', async () => {
    const { robot } = await start()
    const told: string[] = []
    await send(robot({ transcript: (line) => told.push(line) }))
    expect(told.join('\n')).toContain('POST http://127.0.0.1')
    expect(told.join('\n')).toContain('新增红灯1项。')
    expect(told.join('\n')).toContain('"errcode":0')
    expect(told.join('\n')).not.toContain(KEY)
  })
})

describe('a robot whose replies are lost', () => {
  it('says in the repeat that it may be one, and repeats nothing else', async () => {
    const { fake, robot } = await start()
    const markdown = lines(9_000)
    fake.fail({ kind: 'slow', ms: 0 }, { kind: 'drop-after' })
    expect(await send(robot(), inGroup({ markdown }))).toMatchObject({ outcome: 'unknown', blame: 'channel' })
    expect(await send(robot(), inGroup({ markdown: '别的' }))).toMatchObject({ outcome: 'accepted' })
    expect(contents(fake).map((part) => part.split('\n', 1)[0])).toEqual(['（1/3）', '（2/3）', '（2/3，可能重复）', '（3/3）'])
  })

  it('is in doubt anew where another part meets that, and not where the same does again', async () => {
    const { fake, robot } = await start()
    const message = inGroup({ markdown: lines(9_000) })
    fake.fail({ kind: 'drop-after' }, { kind: 'slow', ms: 0 }, { kind: 'drop-after' }, { kind: 'drop-after' })
    expect(await send(robot(), message)).toMatchObject({ outcome: 'unknown', anew: true })
    expect(await send(robot(), message)).toMatchObject({ outcome: 'unknown', anew: true })
    expect((await send(robot(), message)).anew).toBeUndefined()
    expect(contents(fake).map((part) => part.split('\n', 1)[0])).toEqual(['（1/3）', '（1/3，可能重复）', '（2/3）', '（2/3，可能重复）'])
  })

  it('does not know either where the message was not taken; there is one in the end', async () => {
    const { fake, robot } = await start()
    fake.fail({ kind: 'drop-before' })
    expect(await send(robot())).toMatchObject({ outcome: 'unknown' })
    await send(robot())
    expect(contents(fake)).toEqual(['（可能重复）\n**新增红灯1项。**\n\n正文'])
  })

  it('cuts a part that has no room for saying so', async () => {
    const { fake, robot } = await start()
    const markdown = `${'汉'.repeat(1365)}a`
    fake.fail({ kind: 'drop-after' })
    await send(robot(), inGroup({ markdown }))
    expect(await send(robot(), inGroup({ markdown }))).toMatchObject({ outcome: 'accepted' })
    expect(contents(fake).map((part) => part.split('\n', 1)[0]?.slice(0, 12))).toEqual(['汉'.repeat(12), '（1/2，可能重复）', '（2/2，可能重复）'])
    for (const part of contents(fake)) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(4096)
  })
})

describe('a message of which some parts are out', () => {
  it('says so, whatever keeps the others back, then and later', async () => {
    const { fake, robot } = await start()
    fake.fail({ kind: 'slow', ms: 0 }, { kind: 'errcode', errcode: -1 })
    const message = inGroup({ markdown: lines(9_000) })
    expect(await send(robot(), message)).toMatchObject({ outcome: 'deferred', code: '-1', partly: true })
    fake.robots.remove(KEY)
    expect(await send(robot(), message)).toMatchObject({ outcome: 'refused', code: '93000', partly: true })
    expect(contents(fake)).toHaveLength(1)
  })

  it('and one of which none is, does not', async () => {
    const { fake, robot } = await start()
    fake.fail({ kind: 'errcode', errcode: -1 })
    expect((await send(robot(), inGroup({ markdown: lines(9_000) }))).partly).toBeUndefined()
  })
})

describe('a message that may have come another way', () => {
  it('says so in every part', async () => {
    const { fake, robot } = await start()
    expect(await send(robot(), inGroup({ markdown: lines(9_000), mayHaveIt: true }))).toMatchObject({ outcome: 'accepted' })
    expect(contents(fake).map((part) => part.split('\n', 1)[0])).toEqual(['（1/3，可能重复）', '（2/3，可能重复）', '（3/3，可能重复）'])
  })

  it('says so where it is one part to the last byte', async () => {
    const { fake, robot } = await start()
    await send(robot(), inGroup({ markdown: `${'汉'.repeat(1365)}a`, mayHaveIt: true }))
    expect(contents(fake).map((part) => part.slice(0, 10))).toEqual(['（1/2，可能重复）', '（2/2，可能重复）'])
    for (const part of contents(fake)) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(4096)
  })
})

describe('a robot whose process dies', () => {
  const dyingAfter = (progress: Progress, keeps: number): Progress => {
    let kept = 0
    return {
      ...progress,
      keep: async (of, parts) => {
        kept += 1
        if (kept > keeps) throw new Error('killed')
        await progress.keep(of, parts)
      },
    }
  }

  // A part is written down twice: before it goes out and after it was taken.
  it.each([
    ['before the first part', 0, ['（1/3）', '（2/3）', '（3/3）']],
    ['with the first part out', 1, ['（1/3）', '（1/3，可能重复）', '（2/3）', '（3/3）']],
    ['between two parts', 2, ['（1/3）', '（2/3）', '（3/3）']],
    ['with the last part out', 5, ['（1/3）', '（2/3）', '（3/3）', '（3/3，可能重复）']],
  ])('%s', async (_name, keeps, arrived) => {
    const { fake, robot, disk } = await start()
    const message = inGroup({ markdown: lines(9_000) })
    await expect(send(robot({ progress: dyingAfter(createMemoryProgress(disk), keeps) }), message)).rejects.toThrow('killed')
    expect(await send(robot(), message)).toMatchObject({ outcome: 'accepted' })
    expect(contents(fake).map((part) => part.split('\n', 1)[0])).toEqual(arrived)
  })

  it('after all was taken and before anyone wrote it down elsewhere: nothing is repeated', async () => {
    const { fake, robot } = await start()
    await send(robot())
    expect(await send(robot())).toMatchObject({ outcome: 'accepted' })
    expect(contents(fake)).toHaveLength(1)
  })
})

describe('the rate of a robot', () => {
  it('is held before the far end has to, by all who share the limiter, each robot for itself', async () => {
    const { fake, robot, time } = await start()
    const both = [robot(), robot()]
    const receipts = []
    for (let each = 0; each < 24; each += 1) receipts.push(await send(both[each % 2]!, inGroup({ id: `notice-${each}` })))
    expect(receipts.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(20)
    expect(receipts[20]).toMatchObject({ outcome: 'deferred', code: 'no-room', blame: 'rate' })
    expect(contents(fake)).toHaveLength(20)
    const other = { ...contact, robot: 'others' }
    expect(await send(both[0]!, inGroup({ recipient: { ...aMessage().recipient, contact: other } }))).toMatchObject({ outcome: 'accepted' })
    time.now += receipts[20]?.retryAfterMs ?? 0
    expect(await send(both[1]!, inGroup({ id: 'notice-20' }))).toMatchObject({ outcome: 'accepted' })
  })

  it('lets a message of more parts than a minute has room for go on where it was', async () => {
    const { fake, robot, time } = await start()
    const message = inGroup({ markdown: lines(100_000) })
    const first = await send(robot(), message)
    expect(first).toMatchObject({ outcome: 'deferred', code: 'in-parts', blame: 'rate' })
    expect(contents(fake)).toHaveLength(20)
    time.now += first.retryAfterMs ?? 0
    expect(await send(robot(), message)).toMatchObject({ outcome: 'accepted' })
    expect(contents(fake).map((part) => Number(/^（(\d+)/u.exec(part)?.[1]))).toEqual(Array.from({ length: 25 }, (_, at) => at + 1))
  })
})
