import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { AlertEvent } from '@shixu/domain'
import type { Message } from '@shixu/pipeline/ports'
import { aMessage } from '@shixu/testkit'
import { channelContract } from '@shixu/testkit/channel-contract'
import { type Cut, cutConnections } from '@shixu/testkit/cut-connection'
import { type MailServerOptions, startMailServer } from '@shixu/testkit/mail-server'
import { selfSigned } from '@shixu/testkit/self-signed'
import { simpleParser } from 'mailparser'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSmtp } from './create-smtp.ts'
import type { MailServer } from './open-line.ts'

const NOON = Date.parse('2024-06-20T12:00:00+08:00')
const FROM = { name: '时序监测', address: 'shixu@example.org' }

const channelAt = (server: Partial<MailServer> & { readonly port: number }, transcript?: (line: string) => void) =>
  createSmtp({
    server: { host: '127.0.0.1', tls: 'none', connections: 3, ...server },
    from: FROM,
    calendar: { now: () => NOON },
    ...(transcript && { transcript }),
  })

const serving = async (options?: MailServerOptions) => {
  const server = await startMailServer(options)
  onTestFinished(() => server.close())
  return server
}

const send = (channel: ReturnType<typeof createSmtp>, message: Message = aMessage()) => channel.deliver(message, new AbortController().signal)

channelContract('smtp', async () => {
  const server = await serving()
  const channel = channelAt(server)
  const arrived = () => Promise.all(server.mails.map(({ raw }) => simpleParser(raw)))
  return { channel, arrived: async () => (await arrived()).map(({ subject = '', text = '' }) => ({ subject, text })) }
})

describe('a mail through a server', () => {
  it('has one reader, both forms, and an id that no repeat changes', async () => {
    const server = await serving()
    const channel = channelAt(server)
    expect(await send(channel)).toMatchObject({ outcome: 'accepted', code: '250', text: expect.stringMatching(/^250 /u) })
    await send(channel)
    await send(channel, aMessage({ recipient: { ...aMessage().recipient, id: '999901/commerce/head' } }))
    const mails = await Promise.all(server.mails.map(({ raw }) => simpleParser(raw)))
    expect(server.mails[0]).toMatchObject({ from: 'shixu@example.org', to: ['liaison@example.org'] })
    expect(mails[0]?.subject).toBe('新增红灯1项：虚构出口额｜虚构市2024年目标')
    expect(mails[0]?.text?.trim()).toBe('新增红灯1项。\n\n正文')
    expect(mails[0]?.html).toBe('<p>新增红灯1项。</p>')
    expect(mails[0]?.date).toEqual(new Date(NOON))
    expect(server.mails[1]?.raw).toEqual(server.mails[0]?.raw)
    expect(mails[2]?.messageId).not.toBe(mails[0]?.messageId)
    expect(mails[2]?.references).toEqual(mails[0]?.references)
    expect(mails[0]?.references).toHaveLength(2)
  })

  it('carries the picture of an alert in its place, and no mark where there is none', async () => {
    const server = await serving()
    const drawn: string[] = []
    const charts = {
      of: async ({ alert }: AlertEvent) => {
        drawn.push(alert.target)
        return alert.target.endsWith('exports') ? { id: 'a', png: Buffer.from('a picture'), alt: '"今年"' } : null
      },
    }
    const channel = createSmtp({
      server: { host: '127.0.0.1', tls: 'none', connections: 1, port: server.port },
      from: FROM,
      calendar: { now: () => NOON },
      charts,
    })
    const mark = (alert: string) => `<!--picture:${encodeURIComponent(alert)}-->`
    const html = `<table>${mark('999901/2024/invented-exports/pace')}${mark('999901/2024/other/pace')}</table>`
    await send(channel, aMessage({ html }))
    const mail = await simpleParser(server.mails[0]?.raw ?? '', { skipImageLinks: true })
    expect(
      mail.attachments.map(({ related, contentType, contentDisposition, content }) => [related, contentType, contentDisposition, content.toString()]),
    ).toEqual([[true, 'image/png', 'inline', 'a picture']])
    expect(mail.html).toContain(`<img src="cid:${mail.attachments[0]?.cid}" alt="&quot;今年&quot;"`)
    expect(mail.html).not.toContain('<!--')
    expect(drawn).toEqual(['999901/2024/invented-exports'])
  })

  it('goes to nobody whom an address would like to bring along', async () => {
    const server = await serving()
    const contact = { step: 'liaison', name: 'x\r\nBcc: evil@example.org', email: 'a@example.org\r\nRCPT TO:<b@example.org>' } as const
    await send(channelAt(server), aMessage({ subject: 'y\r\nBcc: evil@example.org', recipient: { ...aMessage().recipient, contact } }))
    expect(server.mails.map(({ to }) => to)).toEqual([['a@example.org']])
    const mail = await simpleParser(server.mails[0]?.raw ?? '')
    expect([mail.bcc, mail.cc]).toEqual([undefined, undefined])
    expect(mail.headers.has('rcpt to')).toBe(false)
  })

  it.each([
    ['', 'no-address'],
    ['a@b@example.org', 'bad-address'],
    ['a,b@example.org', 'bad-address'],
    ['<a@example.org>', 'bad-address'],
    ['nobody', 'bad-address'],
  ])('is refused to the address "%s"', async (email, code) => {
    const server = await serving()
    const contact = { step: 'liaison', name: '某', email } as const
    expect(await send(channelAt(server), aMessage({ recipient: { ...aMessage().recipient, contact } }))).toMatchObject({ outcome: 'refused', code })
    expect(server.mails).toEqual([])
  })

  it('shares a few connections with the others', async () => {
    const server = await serving()
    const channel = channelAt({ port: server.port, connections: 2 })
    const receipts = await Promise.all(Array.from({ length: 40 }, (_, at) => send(channel, aMessage({ id: `notice-${at}` }))))
    expect(receipts.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(40)
    expect(new Set(server.mails.map(({ raw }) => /^Message-ID: .*$/imu.exec(raw.toString())?.[0])).size).toBe(40)
  })

  it('and many others takes more than one connection: servers count the mails of each', async () => {
    const server = await serving()
    let connections = 0
    const front = createServer((client) => {
      connections += 1
      const far = connect(server.port, '127.0.0.1')
      client
        .on('error', () => 'gone')
        .pipe(far.on('error', () => 'gone'))
        .pipe(client)
    })
    await once(front.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void front.close())
    const channel = channelAt({ port: (front.address() as AddressInfo).port, connections: 1 })
    for (let at = 0; at < 101; at += 1) expect(await send(channel, aMessage({ id: `notice-${at}` }))).toMatchObject({ outcome: 'accepted' })
    expect([server.mails.length, connections]).toEqual([101, 3])
  })
})

describe('a server that says no', () => {
  it.each([
    ['greets with a refusal', { connect: ['554 5.7.1 blocked'] }, 'deferred', '554'],
    ['is busy', { connect: ['421 HL:ICC too many'] }, 'deferred', '421'],
    ['does not like the sender', { mail: ['553 Mail from must equal authorized user'] }, 'deferred', '553'],
    ['does not know the reader', { rcpt: ['550 5.1.1 No such user'] }, 'refused', '550'],
    ['grey-lists', { rcpt: ['450 4.2.0 Greylisted'] }, 'deferred', '450'],
    ['counts', { data: ['451 MI:SFQ too many'] }, 'deferred', '451'],
    ['limits as Tencent does', { data: ['550 Sender frequency limited'] }, 'deferred', '550'],
    ['takes it for spam', { data: ['554 DT:SPM'] }, 'refused', '554'],
  ] as const)('and %s', async (_what, answers, outcome, code) => {
    const server = await serving({ answers })
    const channel = channelAt(server)
    expect(await send(channel)).toMatchObject({ outcome, code })
    // The next mail finds a working channel.
    expect(await send(channel)).toMatchObject({ outcome: 'accepted' })
    expect(server.mails).toHaveLength(1)
  })

  it('and then takes the next mail over the same connection, and hears a goodbye', async () => {
    const heard: string[] = []
    const server = await serving({ answers: { rcpt: ['550 5.1.1 No such user'] } })
    const channel = channelAt({ port: server.port, connections: 1 }, (line) => heard.push(line))
    for (const outcome of ['refused', 'accepted', 'accepted']) expect(await send(channel)).toMatchObject({ outcome })
    await expect.poll(() => heard.filter((line) => line === '> QUIT'), { timeout: 10_000 }).toHaveLength(1)
    expect(heard.filter((line) => line.startsWith('> EHLO'))).toHaveLength(1)
    expect(heard.filter((line) => line === '> RSET')).toHaveLength(1)
  })

  it('at the login, is the operator’s matter', async () => {
    const server = await serving({ login: { user: 'shixu', password: 'right' } })
    expect(await send(channelAt({ ...server, login: { user: 'shixu', password: 'wrong' } }))).toMatchObject({ outcome: 'deferred', code: '535' })
    expect(await send(channelAt({ ...server, login: { user: 'shixu', password: 'right' } }))).toMatchObject({ outcome: 'accepted' })
  })
})

describe('a connection that is cut', () => {
  const LOGIN = { user: 'shixu', password: 'right' }
  it.each<[Cut, string, string, number]>([
    ['connect', 'deferred', 'ECONNECTION', 0],
    ['greeting', 'deferred', 'ECONNECTION', 0],
    ['EHLO', 'deferred', 'ECONNECTION', 0],
    ['AUTH', 'deferred', 'ECONNECTION', 0],
    ['MAIL', 'deferred', 'ECONNECTION', 0],
    ['RCPT', 'deferred', 'ECONNECTION', 0],
    ['DATA', 'deferred', 'ECONNECTION', 0],
    ['body', 'unknown', 'no-reply', 0],
    ['reply', 'unknown', 'no-reply', 1],
    ['after', 'accepted', '250', 1],
  ])('at %s leaves the mail %s', async (cut, outcome, code, arrived) => {
    const server = await serving({ login: LOGIN })
    const line = await cutConnections(server.port, cut)
    onTestFinished(() => line.close())
    expect(await send(channelAt({ port: line.port, login: LOGIN }))).toMatchObject({ outcome, code })
    await expect.poll(() => server.mails.length, { timeout: 10_000 }).toBe(arrived)
  })

  it('where nobody listens at all', async () => {
    const gone = await startMailServer()
    await gone.close()
    expect(await send(channelAt({ port: gone.port }))).toMatchObject({ outcome: 'deferred', code: 'ECONNREFUSED' })
  })
})

describe.each(['tls', 'starttls'] as const)('a safe line by %s', (mode) => {
  it('is demanded, and its certificate has to be trusted', async () => {
    const certificate = selfSigned()
    const server = await serving({ certificate: { ...certificate, mode } })
    expect(await send(channelAt({ port: server.port, tls: mode }))).toMatchObject({ outcome: 'deferred', code: 'ETLS', blame: 'channel' })
    expect(await send(channelAt({ port: server.port, tls: mode, ca: certificate.cert }))).toMatchObject({ outcome: 'accepted' })
    expect(server.mails.map(({ secure }) => secure)).toEqual([true])
  })

  it('is not done without where the server has none', async () => {
    const server = await serving()
    expect(await send(channelAt({ port: server.port, tls: mode }))).toMatchObject({ outcome: 'deferred' })
    expect(server.mails).toEqual([])
  })
})

describe('a server that is slow', () => {
  const HASTE = { connectMs: 300, greetingMs: 300, silenceMs: 300 }

  it('with the reply may have the mail', async () => {
    const server = await serving({ beforeReply: () => new Promise<void>((resolve) => setTimeout(resolve, 2_000)) })
    expect(await send(channelAt({ port: server.port, patience: HASTE }))).toMatchObject({ outcome: 'unknown', code: 'no-reply' })
    expect(server.mails).toHaveLength(1)
  })

  it('with the greeting has nothing', async () => {
    const silent = createServer(() => 'says nothing')
    onTestFinished(() => void silent.close())
    await once(silent.listen(0, '127.0.0.1'), 'listening')
    const { port } = silent.address() as AddressInfo
    expect(await send(channelAt({ port, patience: HASTE }))).toMatchObject({ outcome: 'deferred', code: 'ETIMEDOUT' })
  })
})

describe('the dialogue', () => {
  it('and the receipt hold no password that the server says back', async () => {
    const login = { user: 'shixu', password: 'secret&word' }
    const plain = Buffer.from('\0shixu\0secret&word').toString('base64')
    const server = await serving({ login, answers: { auth: [`535 wrong: ${login.password} or ${plain}`] } })
    const lines: string[] = []
    const receipt = await send(channelAt({ port: server.port, login }, (line) => lines.push(line)))
    expect(receipt).toMatchObject({ outcome: 'deferred', code: '535', text: expect.stringContaining('wrong: *** or ***') })
    expect([...lines, receipt.text].join('\n')).not.toMatch(new RegExp(`secret&word|${plain}`, 'u'))
  })

  it('is told line by line, the password blanked in every form', async () => {
    const password = 'secret&word'
    const server = await serving({ login: { user: 'shixu', password } })
    const lines: string[] = []
    await send(
      channelAt({ port: server.port, login: { user: 'shixu', password } }, (line) => lines.push(line)),
      aMessage({ text: 'secret&word is not mailed, hopefully' }),
    )
    const dialogue = lines.join('\n')
    expect(dialogue).toMatch(/^< 220 /mu)
    expect(dialogue).toMatch(/^> EHLO /mu)
    expect(dialogue).toContain('> MAIL FROM:<shixu@example.org>')
    expect(dialogue).toContain('> RCPT TO:<liaison@example.org>')
    expect(dialogue).toMatch(/^< 250 .*queued/imu)
    for (const form of [password, Buffer.from(password).toString('base64'), Buffer.from(`\0shixu\0${password}`).toString('base64')])
      expect(dialogue).not.toContain(form)
  })
})

describe('a server that answers byte by byte', () => {
  /** Speaks as it is told, then a byte every 20 ms without end; what a client says after that is not heard. */
  const dribbling = async (script: Readonly<Record<string, string>>, at: string) => {
    const open = new Set<Socket>()
    const dribbles = Promise.withResolvers<void>()
    const server = createServer((socket) => {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
      socket.on('error', () => 'cut')
      const dribble = () => {
        dribbles.resolve()
        const timer = setInterval(() => socket.write('2'), 20)
        socket.on('close', () => clearInterval(timer))
      }
      if (at === 'greeting') return dribble()
      socket.write('220 slow ESMTP\r\n')
      let inBody = false
      socket.on('data', (chunk) => {
        const said = inBody ? (/\r\n\.\r\n$/u.test(chunk.toString()) ? 'dot' : '') : (/^(EHLO|MAIL|RCPT|DATA)/u.exec(chunk.toString())?.[0] ?? '')
        if (said === at) return dribble()
        inBody ||= said === 'DATA'
        if (said !== '') socket.write(script[said] ?? '250 ok\r\n')
      })
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => {
      for (const socket of open) socket.destroy()
      server.close()
    })
    return { port: (server.address() as AddressInfo).port, open, dribbles: dribbles.promise }
  }

  it.each([
    ['greeting', 'deferred'],
    ['EHLO', 'deferred'],
    ['MAIL', 'deferred'],
    ['RCPT', 'deferred'],
    ['DATA', 'deferred'],
    ['dot', 'unknown'],
  ])('at %s is waited for no longer than a try may take, and keeps no connection (%s)', async (at, outcome) => {
    const { port, open, dribbles } = await dribbling({ DATA: '354 go on\r\n' }, at)
    const channel = channelAt({ port, connections: 1 })
    const limit = new AbortController()
    // The time of the try is over when the answer has begun, however busy the machine is.
    void dribbles.then(() => limit.abort())
    const receipts = await Promise.all(['notice-1', 'notice-2'].map((id) => channel.deliver(aMessage({ id }), limit.signal)))
    // One waited for the other's connection.
    expect(receipts.map((receipt) => receipt.outcome).sort()).toEqual(['deferred', outcome].sort())
    await expect.poll(() => open.size, { timeout: 5_000 }).toBe(0)
  })
})
