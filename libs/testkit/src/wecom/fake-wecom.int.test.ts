import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type CallbackTo, decrypt, signatureOf, verifyUrl } from './callback.ts'
import { type FakeWeCom, type FakeWeComOptions, startFakeWeCom } from './fake-wecom.ts'

const MINUTE = 60_000
const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const start = async (options: FakeWeComOptions = {}) => {
  const time = { now: 1_700_000_000_000 }
  const fake = await startFakeWeCom({ now: () => time.now, ...options })
  open.push(fake.close)
  return { fake, time }
}

type Json = Readonly<Record<string, unknown>>

const post = async (url: string, body: unknown): Promise<Json> => {
  const reply = await fetch(url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
  expect(reply.status).toBe(200)
  return (await reply.json()) as Json
}

const toRobot = ({ base }: FakeWeCom, body: unknown, key = 'key-1') => post(`${base}/cgi-bin/webhook/send?key=${key}`, body)
const text = (content: string) => ({ msgtype: 'text', text: { content } })
const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } })
const image = (bytes: Buffer, md5 = createHash('md5').update(bytes).digest('hex')) => ({ msgtype: 'image', image: { base64: bytes.toString('base64'), md5 } })
const png = (length: number) => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(length - 4)])

describe('a robot of the fake WeCom', () => {
  it.each([
    ['text of 2048 bytes', text(`${'汉'.repeat(682)}ab`), 0],
    ['text of 2049 bytes', text('汉'.repeat(683)), 40058],
    ['markdown of 4096 bytes', markdown(`${'汉'.repeat(1365)}a`), 0],
    ['markdown of 4097 bytes', markdown(`${'汉'.repeat(1365)}ab`), 40058],
    ['an empty text', text(' '), 44004],
    ['a type that it does not know', { msgtype: 'video' }, 40008],
    ['what is no JSON', '{', 47001],
    ['a picture', image(png(1000)), 0],
    ['a picture whose hash is another', image(png(1000), 'x'), 301019],
    ['a picture of 2 MB', image(png(2 * 1024 * 1024)), 0],
    ['a picture over 2 MB', image(png(2 * 1024 * 1024 + 1)), 40009],
    ['a picture that is none', image(Buffer.from('not a picture')), 40008],
  ])('answers %s as it should', async (_name, body, errcode) => {
    const { fake } = await start()
    expect(await toRobot(fake, body)).toMatchObject({ errcode })
    expect(fake.inboxes.of('robot/key-1')).toHaveLength(errcode === 0 ? 1 : 0)
  })

  it('takes 20 in any minute, each robot for itself, and says 45009 beyond', async () => {
    const { fake, time } = await start()
    const sent: unknown[] = []
    for (let each = 0; each < 21; each += 1) {
      time.now += 1000
      sent.push((await toRobot(fake, text('a'))).errcode)
    }
    expect(sent).toEqual([...Array.from({ length: 20 }, () => 0), 45009])
    expect(await toRobot(fake, text('a'), 'key-2')).toMatchObject({ errcode: 0 })
    time.now += MINUTE - 20_001
    expect(await toRobot(fake, text('a'))).toMatchObject({ errcode: 45009 })
    time.now += 1
    expect(await toRobot(fake, text('a'))).toMatchObject({ errcode: 0 })
  })

  it('is gone where nobody knows its key, or it was taken out of its group', async () => {
    const { fake } = await start({ robots: ['key-1'] })
    expect(await toRobot(fake, text('a'), 'other')).toMatchObject({ errcode: 93000 })
    fake.robots.remove('key-1')
    expect(await toRobot(fake, text('a'))).toMatchObject({ errcode: 93000 })
  })

  it('takes the same message twice', async () => {
    const { fake } = await start()
    await toRobot(fake, text('a'))
    await toRobot(fake, text('a'))
    expect(fake.inboxes.of('robot/key-1').map(({ content }) => content)).toEqual(['a', 'a'])
  })
})

describe('the faults of the fake WeCom', () => {
  it('come one a request: an errcode, a status, a connection that goes before or after the message was taken', async () => {
    const { fake } = await start()
    fake.fail({ kind: 'errcode', errcode: -1 }, { kind: 'drop-before' }, { kind: 'drop-after' }, { kind: 'slow', ms: 1 }, { kind: 'status', status: 502 })
    expect(await toRobot(fake, text('a'))).toMatchObject({ errcode: -1 })
    await expect(toRobot(fake, text('b'))).rejects.toThrow()
    await expect(toRobot(fake, text('c'))).rejects.toThrow()
    await toRobot(fake, text('d'))
    expect((await fetch(`${fake.base}/cgi-bin/webhook/send?key=key-1`, { method: 'POST', body: '{}' })).status).toBe(502)
    expect(fake.inboxes.of('robot/key-1').map(({ content }) => content)).toEqual(['c', 'd'])
  })
})

const tokenOf = async ({ base }: FakeWeCom): Promise<string> =>
  String(((await (await fetch(`${base}/cgi-bin/gettoken?corpid=ww-invented&corpsecret=invented-secret`)).json()) as Json).access_token)

const toUsers = async (fake: FakeWeCom, body: Json, token?: string) =>
  post(`${fake.base}/cgi-bin/message/send?access_token=${token ?? (await tokenOf(fake))}`, { agentid: 1000002, touser: 'zhang', ...body })

describe('the tokens of the fake WeCom', () => {
  it.each([
    ['another corporation', 'corpid=other&corpsecret=invented-secret', 40013],
    ['another secret', 'corpid=ww-invented&corpsecret=other', 40001],
  ])('are not for %s', async (_name, query, errcode) => {
    const { fake } = await start()
    expect(await (await fetch(`${fake.base}/cgi-bin/gettoken?${query}`)).json()).toMatchObject({ errcode })
  })

  it('hold 7200 seconds, are the same while they hold, and may end early', async () => {
    const { fake, time } = await start()
    const first = await tokenOf(fake)
    time.now += 7_199_000
    expect(await tokenOf(fake)).toBe(first)
    expect(await toUsers(fake, text('a'), first)).toMatchObject({ errcode: 0 })
    time.now += 1_000
    expect(await toUsers(fake, text('a'), first)).toMatchObject({ errcode: 42001 })
    const second = await tokenOf(fake)
    expect(second).not.toBe(first)
    fake.tokens.expire()
    expect(await toUsers(fake, text('a'), second)).toMatchObject({ errcode: 42001 })
    expect(fake.tokens.asked()).toBe(3)
  })

  it.each([
    ['none', '', 41001],
    ['one that was never given', 'forged', 40014],
  ])('are asked for: %s', async (_name, token, errcode) => {
    const { fake } = await start()
    expect(await toUsers(fake, text('a'), token)).toMatchObject({ errcode })
  })
})

const card = (task: string) => ({
  msgtype: 'template_card',
  template_card: { card_type: 'button_interaction', main_title: { title: '签收' }, task_id: task, button_list: [{ text: '签收', key: 'ack' }] },
})

describe('the application of the fake WeCom', () => {
  it.each([
    ['text of 2048 bytes', text(`${'汉'.repeat(682)}ab`), 0],
    ['text of 2049 bytes', text('汉'.repeat(683)), 45002],
    ['markdown of 2049 bytes', markdown('汉'.repeat(683)), 45002],
    ['an empty text', text(''), 44004],
    ['a type that it does not know', { msgtype: 'fax' }, 40008],
    ['another agent', { ...text('a'), agentid: 7 }, 40056],
    ['1000 users', { ...text('a'), touser: Array.from({ length: 1000 }, (_, at) => `u${at}`).join('|') }, 0],
    ['1001 users', { ...text('a'), touser: Array.from({ length: 1001 }, (_, at) => `u${at}`).join('|') }, 40058],
    ['101 departments', { ...text('a'), toparty: Array.from({ length: 101 }, (_, at) => at).join('|') }, 40058],
    ['101 tags', { ...text('a'), totag: Array.from({ length: 101 }, (_, at) => at).join('|') }, 40058],
    ['a check of repeats over four hours', { ...text('a'), duplicate_check_interval: 14_401 }, 40058],
    ['a card without a task', card(''), 40058],
    ['a card', card('task-1'), 0],
  ])('answers %s as it should', async (_name, body, errcode) => {
    const { fake } = await start()
    expect(await toUsers(fake, body as Json)).toMatchObject({ errcode })
  })

  it('trusts only the addresses on its list', async () => {
    const { fake } = await start()
    const token = await tokenOf(fake)
    fake.trust(false)
    expect(await toUsers(fake, text('a'), token)).toMatchObject({ errcode: 60020 })
  })

  it('says errcode 0 where it reached only some, names those it did not, and 81013 where it reached none', async () => {
    const { fake } = await start({ members: ['zhang', 'li', 'wang'], unlicensed: ['li'] })
    expect(await toUsers(fake, { ...text('a'), touser: 'ZHANG|li|nobody' })).toMatchObject({ errcode: 0, invaliduser: 'nobody', unlicenseduser: 'li' })
    expect(await toUsers(fake, { ...text('a'), touser: 'nobody|li' })).toMatchObject({ errcode: 81013, invaliduser: 'nobody', unlicenseduser: 'li' })
    expect(fake.inboxes.owners()).toEqual(['member/ZHANG'])
  })

  it('drops an identical body within the interval where it is asked to, and only then', async () => {
    const { fake, time } = await start()
    const checked = { ...text('a'), enable_duplicate_check: 1, duplicate_check_interval: 600 }
    const first = await toUsers(fake, checked)
    expect(await toUsers(fake, checked)).toEqual(first)
    expect(fake.inboxes.of('member/zhang')).toHaveLength(1)
    await toUsers(fake, { ...checked, ...text('b') })
    time.now += 600_000
    await toUsers(fake, checked)
    await toUsers(fake, text('c'))
    await toUsers(fake, text('c'))
    expect(fake.inboxes.of('member/zhang').map(({ content }) => content)).toEqual(['a', 'b', 'a', 'c', 'c'])
  })

  it('silently drops what a member gets beyond 30 a minute and 1000 an hour', async () => {
    const { fake, time } = await start()
    const token = await tokenOf(fake)
    for (let each = 0; each < 31; each += 1) expect(await toUsers(fake, text('a'), token)).toMatchObject({ errcode: 0 })
    expect(fake.inboxes.of('member/zhang')).toHaveLength(30)
    expect(fake.application.dropped()).toHaveLength(1)
    time.now += MINUTE
    for (let each = 0; each < 971; each += 1) {
      time.now += 2_100
      fake.application.send({ agentid: 1000002, touser: 'zhang', ...text('b') })
    }
    expect(fake.inboxes.of('member/zhang')).toHaveLength(1000)
    expect(fake.application.dropped()).toHaveLength(2)
  })

  it('names a task once, and a code updates its card once, within 72 hours', async () => {
    const { fake, time } = await start()
    const { response_code } = await toUsers(fake, card('task-1'))
    expect(await toUsers(fake, card('task-1'))).toMatchObject({ errcode: 40058 })
    const update = async (code: unknown) =>
      post(`${fake.base}/cgi-bin/message/update_template_card?access_token=${await tokenOf(fake)}`, {
        ...{ userids: ['zhang'], agentid: 1000002, response_code: code, button: { replace_name: '已签收' } },
      })
    expect(await update(response_code)).toMatchObject({ errcode: 0 })
    expect(fake.application.cards.stateOf('task-1')).toBe('已签收')
    expect(await update(response_code)).toMatchObject({ errcode: 40058 })
    const late = (await toUsers(fake, card('task-2'))).response_code
    time.now += 72 * 60 * MINUTE
    expect(await update(late)).toMatchObject({ errcode: 40058 })
  })
})

const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'

/** A receiver that answers as it is told, and what it was told. */
const receiver = async (answers: readonly (number | 'never')[]) => {
  const got: { url: URL; body: string }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://receiver')
      got.push({ url, body: Buffer.concat(chunks).toString() })
      const status = answers[got.length - 1] ?? 200
      if (status !== 'never') response.writeHead(status).end(url.searchParams.has('echostr') ? decrypt(url.searchParams.get('echostr') ?? '', to).text : '')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  const to: CallbackTo = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    token: 'token',
    aesKey: AES_KEY,
    corp: 'ww-invented',
    answerMs: 300,
  }
  return { to, got }
}

describe('the callback of the fake WeCom', () => {
  it('is encrypted and signed, for the corporation that it is for', async () => {
    const { to, got } = await receiver([200])
    const { fake } = await start()
    expect(await fake.press({ user: 'zhang', task: 'task-1', key: 'ack' }, to)).toEqual({ statuses: [200], answered: true })
    const { url, body } = got[0]!
    const encrypted = /<Encrypt><!\[CDATA\[(.*)\]\]><\/Encrypt>/u.exec(body)?.[1] ?? ''
    const query = (name: string) => url.searchParams.get(name) ?? ''
    expect(query('msg_signature')).toBe(signatureOf('token', [query('timestamp'), query('nonce'), encrypted]))
    expect(body).not.toContain('zhang')
    const { text: xml, receiver: corp } = decrypt(encrypted, to)
    expect(corp).toBe('ww-invented')
    expect(xml).toContain('<FromUserName><![CDATA[zhang]]></FromUserName>')
    expect(xml).toContain('<TaskId><![CDATA[task-1]]></TaskId>')
  })

  it.each([
    ['three times where it is never answered in time', ['never', 'never', 'never', 200], [0, 0, 0], false],
    ['until it is answered', [500, 'never', 200], [500, 0, 200], true],
  ] as const)('comes %s', async (_name, answers, statuses, answered) => {
    const { to } = await receiver(answers)
    const { fake } = await start()
    expect(await fake.press({ user: 'zhang', task: 'task-1', key: 'ack' }, to)).toEqual({ statuses, answered })
  })

  it('is saved only where the address answers with the word that was encrypted', async () => {
    const { to } = await receiver([200])
    expect(await verifyUrl(to, 1_700_000_000_000)).toBe(true)
    const other = await receiver([404])
    expect(await verifyUrl(other.to, 1_700_000_000_000)).toBe(false)
  })
})

describe('the page of the fake WeCom', () => {
  it('shows what arrived as a phone would, and nothing of it as markup of its own', async () => {
    const { fake } = await start()
    await toRobot(fake, markdown('**红灯** <font color="warning">1项</font>\n> 出口 <script>alert(1)</script>'))
    await toUsers(fake, card('task-1'))
    const page = await (await fetch(`${fake.base}/?box=robot/key-1`)).text()
    expect(page).toContain('<b>红灯</b> <span class="warning">1项</span>')
    expect(page).toContain('<blockquote>出口 &lt;script&gt;')
    expect(page).not.toContain('<script>')
    expect(await (await fetch(`${fake.base}/?box=member/zhang`)).text()).toContain('<button>签收</button>')
  })

  it('shows the pictures of an application, and what was refused or dropped, which no reader sees', async () => {
    const { fake } = await start()
    const form = new FormData()
    form.set('media', new Blob([new Uint8Array(png(100))]), 'a.png')
    const uploaded = await fetch(`${fake.base}/cgi-bin/media/upload?access_token=${await tokenOf(fake)}&type=image`, { method: 'POST', body: form })
    await toUsers(fake, { msgtype: 'image', image: { media_id: ((await uploaded.json()) as Json).media_id } })
    await toUsers(fake, text('汉'.repeat(683)))
    for (let each = 0; each < 30; each += 1) await toUsers(fake, text('a'))
    const page = await (await fetch(fake.base)).text()
    expect(page).toContain(`<img alt="图片" src="data:image/png;base64,${png(100).toString('base64')}">`)
    expect(page).toMatch(/<code>45002<\/code> content size out of limit<span>1<\/span>/u)
    expect(page).toContain('静默丢弃<span>1</span>')
  })
})

describe('the media of the fake WeCom', () => {
  const upload = async (fake: FakeWeCom, bytes: Buffer, { type = 'image', field = 'media' } = {}) => {
    const form = new FormData()
    form.set(field, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png')
    const reply = await fetch(`${fake.base}/cgi-bin/media/upload?access_token=${await tokenOf(fake)}&type=${type}`, { method: 'POST', body: form })
    return (await reply.json()) as Json
  }

  it.each([
    ['a picture', png(1_000), {}, 0],
    ['a picture of 2 MB', png(2 * 1024 * 1024), {}, 0],
    ['a picture over 2 MB', png(2 * 1024 * 1024 + 1), {}, 40006],
    ['what has 5 bytes', png(5), {}, 40006],
    ['what is no picture', Buffer.from('no picture'), {}, 40004],
    ['what is no picture as a file', Buffer.from('no picture'), { type: 'file' }, 0],
    ['a type that it does not know', png(1_000), { type: 'fax' }, 40004],
    ['a form without the file', png(1_000), { field: 'other' }, 41005],
  ] as const)('answers %s as it should', async (_name, bytes, how, errcode) => {
    const { fake } = await start()
    expect(await upload(fake, bytes, how)).toMatchObject({ errcode })
    expect(fake.media.count()).toBe(errcode === 0 ? 1 : 0)
  })

  it('want a token, and hold three days', async () => {
    const { fake, time } = await start()
    expect(await post(`${fake.base}/cgi-bin/media/upload?access_token=forged&type=image`, 'x')).toMatchObject({ errcode: 40014 })
    const { media_id } = await upload(fake, png(1_000))
    const shown = { msgtype: 'image', image: { media_id } }
    expect(await toUsers(fake, shown)).toMatchObject({ errcode: 0 })
    expect(await toUsers(fake, { msgtype: 'file', file: { media_id } })).toMatchObject({ errcode: 40007 })
    expect(await toUsers(fake, { msgtype: 'image', image: { media_id: 'forged' } })).toMatchObject({ errcode: 40007 })
    time.now += 3 * 24 * 60 * MINUTE
    expect(await toUsers(fake, shown)).toMatchObject({ errcode: 40007 })
  })
})
