import { createServer } from 'node:http'
import type { Bureau, Command, Event } from '@shixu/domain'
import { type CallbackTo, type FakeWeCom, sealed, startFakeWeCom, verifyUrl } from '@shixu/testkit/wecom'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type CallbackOptions, createCallback } from './create-callback.ts'

const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
const SECRETS = { token: 'invented-token', aesKey: AES_KEY, corp: 'ww-invented' }
const KEY = 'acknowledge|999901|commerce|2024/exports,2024/retail'
const PRESS = { user: 'Zhang', task: 'task-1', key: KEY }

const bureaus: readonly Bureau[] = [
  { id: 'commerce', nameZh: '虚构商务局', nameEn: 'x', duties: '', contacts: [{ step: 'liaison', name: '张（虚构）', wecom: ['zhang', 'li'] }] },
  { id: 'transport', nameZh: '虚构交通局', nameEn: 'x', duties: '', contacts: [{ step: 'liaison', name: '王（虚构）', wecom: ['wang'] }] },
]

const start = async (over: Partial<CallbackOptions> = {}) => {
  const fake: FakeWeCom = await startFakeWeCom()
  const events: Event[] = []
  const said: string[] = []
  const appends = { failing: 0, slow: null as Promise<void> | null }
  const callback = createCallback({
    application: { base: fake.base, corp: 'ww-invented', agent: 1000002, secret: 'invented-secret' },
    secrets: SECRETS,
    promiseDays: 14,
    log: {
      append: async (more) => {
        await appends.slow
        if (appends.failing-- > 0) throw new Error('the log is away')
        events.push(...more)
      },
    },
    people: (region) => (region === '999901' ? { bureaus, wording: {} } : undefined),
    calendar: { now: () => 0, today: () => '2024-06-20' },
    wall: { now: Date.now },
    happened: {
      acknowledged: () => undefined,
      triedOut: (by) => void said.push(`${by} tried it out`),
      ignored: (why) => void said.push(why),
      failed: (fault) => void said.push(String(fault)),
    },
    ...over,
  })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://shixu')
      void callback({ method: request.method ?? '', query: url.searchParams, body: Buffer.concat(chunks).toString() }).then(({ status, body }) =>
        response.writeHead(status).end(body),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await fake.close()
  })
  const to: CallbackTo = { ...SECRETS, url: `http://127.0.0.1:${(server.address() as { port: number }).port}/wecom/callback` }
  const commands = (): readonly Command[] => events.flatMap(({ type, data }) => (type === 'command-given' && data ? [data] : []))
  return { fake, to, said, appends, commands, callback }
}

describe('the address of the callback', () => {
  it('proves itself to who has the secrets, and to nobody else', async () => {
    const { to } = await start()
    expect(await verifyUrl(to, Date.now())).toBe(true)
    await expect(verifyUrl({ ...to, token: 'other' }, Date.now())).resolves.toBe(false)
    await expect(verifyUrl({ ...to, corp: 'other' }, Date.now())).resolves.toBe(false)
  })
})

describe('a button that was pressed', () => {
  it('acknowledges what the card was about, in the name of who pressed it, until the promised day, and the card says so', async () => {
    const { fake, to, commands } = await start()
    expect(await fake.press(PRESS, to)).toEqual({ statuses: [200], answered: true })
    expect(commands()).toEqual(
      ['exports', 'retail'].map((id) => ({
        id: expect.stringMatching(/^wecom-[0-9a-f]{24}$/u),
        kind: 'acknowledge',
        target: `999901/2024/${id}`,
        by: '虚构商务局张（虚构）',
        reason: '仅在企业微信签收，没有说明原因和完成日期',
        receiptOnly: true,
        until: '2024-07-04',
      })),
    )
    await expect.poll(() => fake.application.cards.stateOf('task-1'), { timeout: 10_000 }).toBe('已签收')
  })

  it('is answered in the words of its region', async () => {
    const wording = { 'card-pressed': '已知悉', 'card-reason': '只在企业微信点了已知悉' }
    const { fake, to, commands } = await start({ people: () => ({ bureaus, wording }) })
    await fake.press(PRESS, to)
    expect(commands()[0]?.reason).toBe('只在企业微信点了已知悉')
    await expect.poll(() => fake.application.cards.stateOf('task-1'), { timeout: 10_000 }).toBe('已知悉')
  })

  it('of a card by which somebody tried it out acknowledges nothing, and is answered kindly, whoever pressed it', async () => {
    const { fake, to, commands, said } = await start()
    expect(await fake.press({ user: 'anybody', task: 'task-1', key: 'trial|000000' }, to)).toEqual({ statuses: [200], answered: true })
    await expect.poll(() => fake.application.cards.stateOf('task-1'), { timeout: 10_000 }).toBe('测试成功，谢谢')
    expect([commands(), said]).toEqual([[], ['anybody tried it out']])
  })

  it('counts once, however often it is told, and by whichever process', async () => {
    const { fake, to, commands } = await start()
    const other = await start()
    const at = Date.now()
    await Promise.all([fake.press({ ...PRESS, at }, to), fake.press({ ...PRESS, at }, to)])
    await fake.press({ ...PRESS, at }, to)
    expect(commands()).toHaveLength(2)
    await other.fake.press({ ...PRESS, at }, other.to)
    expect(other.commands()).toEqual(commands())
  })

  it('is told again where it could not be kept', async () => {
    const { fake, to, commands, appends, said } = await start()
    appends.failing = 1
    expect(await fake.press(PRESS, to)).toEqual({ statuses: [503, 200], answered: true })
    expect(commands()).toHaveLength(2)
    expect(said).toEqual(['Error: the log is away'])
  })

  it('is answered in time where keeping it takes longer, and then counts once', { timeout: 30_000 }, async () => {
    const { fake, to, commands, appends } = await start()
    const slow = Promise.withResolvers<void>()
    appends.slow = slow.promise
    const pressing = fake.press(PRESS, { ...to, answerMs: 5_000 })
    setTimeout(slow.resolve, 4_500)
    expect(await pressing).toEqual({ statuses: [503, 200], answered: true })
    expect(commands()).toHaveLength(2)
  })

  it('promises nothing beyond the last day of the year’s last word', async () => {
    const { fake, to, commands } = await start({ calendar: { now: () => 0, today: () => '2025-03-25' } })
    await fake.press(PRESS, to)
    expect(commands().map(({ until }) => until)).toEqual(['2025-03-31', '2025-03-31'])
  })

  it.each([
    ['by somebody of another bureau', { ...PRESS, user: 'wang' }, 'wang holds no post of 999901/commerce'],
    ['by a stranger', { ...PRESS, user: 'eve' }, 'eve holds no post of 999901/commerce'],
    ['of another region', { ...PRESS, key: 'acknowledge|110000|commerce|2024/exports' }, 'Zhang holds no post of 110000/commerce'],
    ['that is none of ours', { ...PRESS, key: 'buy|1' }, 'the button is none of ours'],
    ['with a target that is none', { ...PRESS, key: 'acknowledge|999901|commerce|../x' }, 'the button is none of ours'],
    ['about a year that is long over', { ...PRESS, key: 'acknowledge|999901|commerce|2020/exports' }, 'nothing of it can be answered any more'],
  ])('%s means nothing', async (_name, pressed, why) => {
    const { fake, to, commands, said } = await start()
    expect(await fake.press(pressed, to)).toMatchObject({ answered: true })
    expect(commands()).toEqual([])
    expect(said).toEqual([why])
  })
})

describe('a callback that is not WeCom’s', () => {
  const XML = '<xml><FromUserName>Zhang</FromUserName><Event>template_card_event</Event><EventKey>x</EventKey></xml>'
  const envelope = (encrypted: string) => `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
  const ask = async ({ callback }: Awaited<ReturnType<typeof start>>, { query, encrypted }: ReturnType<typeof sealed>, body = envelope(encrypted)) =>
    callback({ method: 'POST', query: new URLSearchParams(query), body })

  it.each([
    ['signed by another token', { ...SECRETS, token: 'other' }, 403],
    ['for another corporation', { ...SECRETS, corp: 'other' }, 400],
    ['encrypted by another key', { ...SECRETS, aesKey: 'aWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' }, 400],
  ])('%s is turned away', async (_name, secrets, status) => {
    const under = await start()
    expect(await ask(under, sealed(secrets, XML, Date.now()))).toMatchObject({ status })
    expect(under.commands()).toEqual([])
  })

  it.each([-11, 11])('signed %i minutes from now is turned away', async (minutes) => {
    const under = await start()
    expect(await ask(under, sealed(SECRETS, XML, Date.now() + minutes * 60_000))).toEqual({ status: 403, body: 'not fresh' })
  })

  it.each([
    ['is no XML', 'hello'],
    ['is empty', ''],
    ['declares entities', '<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>'],
    ['is nested without end', '<a>'.repeat(10_000)],
    ['brings another text', '<xml><Encrypt>AAAA</Encrypt></xml>'],
    ['names what objects have', '<xml><__proto__>x</__proto__><constructor>y</constructor></xml>'],
  ])('whose body %s is turned away', async (_name, body) => {
    const under = await start()
    expect(await ask(under, sealed(SECRETS, XML, Date.now()), body)).toMatchObject({ status: 403 })
  })

  it('whose signature is only like the right one is turned away', async () => {
    const under = await start()
    const { query, encrypted } = sealed(SECRETS, XML, Date.now())
    const words = new URLSearchParams(query)
    const right = words.get('msg_signature') ?? ''
    const forged = [`${right.slice(0, 39)}${right.endsWith('0') ? '1' : '0'}`, right.slice(0, 20), '', '0'.repeat(40), `${right}00`, 'g'.repeat(40)]
    for (const signature of forged) {
      words.set('msg_signature', signature)
      expect(await ask(under, { encrypted, query: words.toString() })).toEqual({ status: 403, body: 'not signed' })
    }
  })

  it.each([
    ['without a time', { timestamp: '' }],
    ['with a time that is none', { timestamp: 'NaN' }],
    ['with a time that was put over the signed one', { timestamp: String(Math.floor(Date.now() / 1000) + 1) }],
    ['with another nonce', { nonce: 'other' }],
  ])('%s is turned away', async (_name, over) => {
    const under = await start()
    const { query, encrypted } = sealed(SECRETS, XML, Date.now())
    const words = new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(query)), ...over })
    expect(await ask(under, { encrypted, query: words.toString() })).toMatchObject({ status: 403 })
  })

  it('that names its text twice is turned away', async () => {
    const under = await start()
    const whole = sealed(SECRETS, XML, Date.now())
    const twice = `<xml><Encrypt>${whole.encrypted}</Encrypt><Encrypt>${whole.encrypted}</Encrypt></xml>`
    expect(await ask(under, whole, twice)).toMatchObject({ status: 403 })
  })

  it('with entities within the encrypted text means nothing', async () => {
    const under = await start()
    const bomb = `<!DOCTYPE x [<!ENTITY a "${'z'.repeat(100)}"><!ENTITY b "${'&a;'.repeat(100)}">]><xml><Event>template_card_event</Event><EventKey>&b;</EventKey></xml>`
    expect(await ask(under, sealed(SECRETS, bomb, Date.now()))).toEqual({ status: 200, body: '' })
    expect(under.commands()).toEqual([])
  })

  it('that is signed but torn is turned away, wherever it was torn', async () => {
    const under = await start()
    const whole = sealed(SECRETS, XML, Date.now())
    const bytes = Buffer.from(whole.encrypted, 'base64')
    for (const at of [0, 15, 16, bytes.length - 1]) {
      const torn = Buffer.from(bytes)
      torn[at] = (torn[at] ?? 0) ^ 0xff
      expect(await ask(under, sealed(SECRETS, '', Date.now(), torn.toString('base64')))).toSatisfy(({ status }) => status === 400 || status === 200)
    }
    expect(await ask(under, sealed(SECRETS, '', Date.now(), bytes.subarray(0, 40).toString('base64')))).toMatchObject({ status: 400 })
    expect(under.commands()).toEqual([])
  })

  it('about anything else is answered, and means nothing', async () => {
    const under = await start()
    expect(await ask(under, sealed(SECRETS, '<xml><Event>enter_agent</Event></xml>', Date.now()))).toEqual({ status: 200, body: '' })
    expect(under.commands()).toEqual([])
  })
})
