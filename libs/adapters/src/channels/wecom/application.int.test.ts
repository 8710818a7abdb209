import { createServer } from 'node:http'
import type { Message, Progress } from '@shixu/pipeline/ports'
import { aMessage, anAlert, anAlertEvent, aTarget } from '@shixu/testkit'
import { channelContract } from '@shixu/testkit/channel-contract'
import { createMemoryLimiter } from '@shixu/testkit/memory-limiter'
import { createMemoryProgress } from '@shixu/testkit/memory-progress'
import { type FakeWeCom, startFakeWeCom } from '@shixu/testkit/wecom'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ApplicationOptions, createApplication } from './create-application.ts'
import { WECOM_FATES } from './fates.ts'
import { createTokens } from './tokens.ts'

const MINUTE = 60_000
const SECRET = 'invented-secret'

const start = async (options: Parameters<typeof startFakeWeCom>[0] = {}) => {
  const time = { now: 1_700_000_000_000 }
  const fake = await startFakeWeCom({ now: () => time.now, ...options })
  onTestFinished(() => fake.close())
  const limiter = createMemoryLimiter(() => time.now)
  const disk = new Map<string, string>()
  const wall = { now: () => time.now }
  const application = { base: fake.base, corp: 'ww-invented', agent: 1000002, secret: SECRET }
  const app = (over: Partial<ApplicationOptions> = {}) =>
    createApplication({ application, limiter, progress: createMemoryProgress(disk), wall, promiseDays: null, ...over })
  return { fake, time, app, application, wall, disk }
}

const to = (wecom: readonly string[], over: Partial<Message> = {}): Message =>
  aMessage({ recipient: { ...aMessage().recipient, contact: { step: 'liaison', name: '联络员（虚构）', wecom } }, ...over })
const send = (channel: ReturnType<typeof createApplication>, message: Message = to(['zhang'])) => channel.deliver(message, new AbortController().signal)
const contents = (fake: FakeWeCom, user = 'zhang'): readonly string[] => fake.inboxes.of(`member/${user}`).map(({ content }) => content)

const lines = (bytes: number): string => Array.from({ length: Math.floor(bytes / 60) }, () => `${'汉'.repeat(19)}ab`).join('\n')

channelContract('wecom-app', async () => {
  const { fake, app } = await start()
  const channel = app()
  return {
    channel: {
      ...channel,
      deliver: ({ subject, text, ...rest }, signal) => {
        const line = subject.replace(/[\r\n\u202e]/gu, ' ')
        return channel.deliver(
          {
            ...rest,
            subject,
            text: `${line}\n${text}`,
            markdown: '',
            recipient: { ...rest.recipient, contact: { ...rest.recipient.contact, wecom: ['zhang'] } },
          },
          signal,
        )
      },
    },
    arrived: async () => contents(fake).map((text) => ({ subject: text.split('\n', 1)[0] ?? '', text })),
  }
})

describe('what an application is answered', () => {
  it.each(WECOM_FATES.map(({ errcode, outcome, againMs, blame }) => [errcode, outcome, againMs, blame] as const))(
    '%i: %s',
    async (errcode, outcome, againMs, blame) => {
      const { fake, app } = await start()
      fake.fail({ kind: 'errcode', errcode })
      const receipt = await send(app(), to(['zhang'], { markdown: lines(900) }))
      if (outcome === 'accepted' || outcome === 'split' || outcome === 'renew') expect(receipt).toMatchObject({ outcome: 'accepted' })
      else
        expect(receipt).toMatchObject({
          outcome: outcome === 'upload' ? 'deferred' : outcome,
          code: String(errcode),
          ...(againMs && { retryAfterMs: againMs }),
          ...(blame && { blame }),
        })
      expect(contents(fake).length).toBe(outcome === 'split' ? 3 : outcome === 'renew' ? 1 : 0)
    },
  )

  it('nothing before its settings are right: that is the operator’s matter, and said', async () => {
    const { app, application } = await start()
    expect(await send(app({ application: { ...application, secret: 'wrong' } }))).toMatchObject({
      outcome: 'deferred',
      code: '40001',
      blame: 'channel',
      text: expect.stringContaining('SHIXU_WECOM_SECRET'),
    })
    expect(await send(app({ application: { ...application, corp: 'wrong' } }))).toMatchObject({
      outcome: 'deferred',
      code: '40013',
      text: expect.stringContaining('SHIXU_WECOM_CORP'),
    })
    expect(await send(app({ application: { ...application, agent: 7 } }))).toMatchObject({
      outcome: 'deferred',
      code: '40056',
      text: expect.stringContaining('SHIXU_WECOM_AGENT'),
    })
    expect(await send(app({ application: { ...application, base: 'http://127.0.0.1:1' } }))).toMatchObject({
      outcome: 'deferred',
      code: 'ECONNREFUSED',
      blame: 'channel',
    })
  })

  it('from an address that it does not trust', async () => {
    const { fake, app } = await start()
    fake.trust(false)
    expect(await send(app())).toMatchObject({ outcome: 'deferred', code: '60020', blame: 'channel' })
  })
})

describe('the readers of an application', () => {
  it('are refused where there is none', async () => {
    const { app, fake } = await start()
    expect(await send(app(), to([]))).toMatchObject({ outcome: 'refused', code: 'no-user' })
    expect(fake.calls).toEqual([])
  })

  it.each(['@all', 'zhang|li', 'zhang li'])('are refused where "%s" stands for more than one', async (user) => {
    const { app, fake } = await start()
    expect(await send(app(), to([user]))).toMatchObject({ outcome: 'refused', code: 'bad-user' })
    expect(fake.calls).toEqual([])
  })

  it.each([
    [0, [2048]],
    [1, [1955, 115]],
  ])('get one part where that holds it to the last byte, and %i more makes two', async (more, bytes) => {
    const { app, fake } = await start()
    const end = Buffer.byteLength('\n<font color="comment">通知编号 notice-1</font>')
    const markdown = `${'汉'.repeat(660)}${'a'.repeat(2048 - 660 * 3 - end + more)}`
    expect(await send(app(), to(['zhang'], { markdown }))).toMatchObject({ outcome: 'accepted' })
    const sizes = contents(fake).map((content) => Buffer.byteLength(content))
    expect(sizes).toHaveLength(bytes.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2048)
    if (more === 0) expect(sizes).toEqual(bytes)
  })

  it('are told by one request, up to a thousand, and whoever was not reached is named', async () => {
    const users = Array.from({ length: 1000 }, (_, at) => `user-${at}`)
    const { app, fake } = await start({ members: users.slice(0, 999), unlicensed: ['user-7'] })
    expect(await send(app(), to(users))).toMatchObject({
      outcome: 'accepted',
      text: expect.stringMatching(/not reached: user-999 \(not within the reach of the application\), user-7 \(without a licence\)$/u),
    })
    expect(fake.inboxes.owners()).toHaveLength(998)
    expect(fake.calls.filter((path) => path.endsWith('message/send'))).toHaveLength(1)
  })

  it('that are more than a thousand are told by several requests, each once, and one who was left out is named', async () => {
    const users = Array.from({ length: 2_001 }, (_, at) => `user-${at}`)
    const { app, fake } = await start({ members: users.slice(0, 2_000) })
    const sends = () => fake.calls.filter((path) => path.endsWith('message/send')).length
    fake.fail({ kind: 'slow', ms: 0 }, { kind: 'errcode', errcode: -1 })
    expect(await send(app(), to(users))).toMatchObject({ outcome: 'deferred', code: '-1', partly: true })
    expect(await send(app(), to(users))).toMatchObject({ outcome: 'accepted', text: expect.stringContaining('not reached: user-2000') })
    expect(sends()).toBe(4)
    expect(fake.inboxes.owners()).toHaveLength(2_000)
    for (const owner of fake.inboxes.owners()) expect(fake.inboxes.of(owner)).toHaveLength(1)
  })

  it('that are all out of reach are a refusal, by errcode 0 as by 81013', async () => {
    const { app, fake } = await start({ members: ['li'] })
    expect(await send(app(), to(['Zhang']))).toMatchObject({ outcome: 'refused', code: '81013', blame: 'recipient' })
    expect(fake.inboxes.owners()).toEqual([])
    const server = createServer((request, response) => {
      response.end(
        JSON.stringify(
          request.url?.includes('gettoken') ? { errcode: 0, access_token: 'a', expires_in: 7200 } : { errcode: 0, errmsg: 'ok', invaliduser: 'zhang' },
        ),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    const other = await start()
    expect(await send(app({ application: { ...other.application, base: `http://127.0.0.1:${port}` } }), to(['Zhang'], { id: 'notice-2' }))).toMatchObject({
      outcome: 'refused',
      code: '0',
      blame: 'recipient',
      text: expect.stringContaining('zhang'),
    })
  })

  it('get no more than 30 a minute and 1000 an hour, and nothing is dropped in silence', async () => {
    const { app, fake, time } = await start()
    const channel = app()
    for (let each = 0; each < 30; each += 1)
      expect(await send(channel, to(['zhang'], { id: `notice-${each}`, markdown: `第${each}条` }))).toMatchObject({ outcome: 'accepted' })
    const refused = await send(channel, to(['zhang'], { id: 'notice-30' }))
    expect(refused).toMatchObject({ outcome: 'deferred', code: 'no-room', blame: 'rate' })
    expect(await send(channel, to(['li'], { id: 'notice-31' }))).toMatchObject({ outcome: 'accepted' })
    time.now += refused.retryAfterMs ?? 0
    expect(await send(channel, to(['zhang'], { id: 'notice-30' }))).toMatchObject({ outcome: 'accepted' })
    let sent = 31
    for (; sent < 1100; sent += 1) {
      time.now += 2_300
      const receipt = await send(channel, to(['zhang'], { id: `more-${sent}`, markdown: `第${sent}条` }))
      if (receipt.outcome !== 'accepted') break
    }
    expect(sent).toBe(1000)
    expect(contents(fake)).toHaveLength(1000)
    expect(fake.application.dropped()).toEqual([])
  })
})

describe('the token of an application', () => {
  it('is asked for once, however many want it at a time, and while it holds', async () => {
    const { fake, app } = await start()
    const channel = app()
    const receipts = await Promise.all(Array.from({ length: 20 }, (_, at) => send(channel, to([`user-${at}`], { id: `notice-${at}` }))))
    expect(receipts.every(({ outcome }) => outcome === 'accepted')).toBe(true)
    expect(fake.tokens.asked()).toBe(1)
  })

  it('that ended early is renewed once for all who meet that, and their messages go out', async () => {
    const { fake, app } = await start()
    const channel = app()
    await send(channel)
    fake.tokens.expire()
    const receipts = await Promise.all(Array.from({ length: 20 }, (_, at) => send(channel, to([`user-${at}`], { id: `notice-${at}` }))))
    expect(receipts.every(({ outcome }) => outcome === 'accepted')).toBe(true)
    expect(fake.tokens.asked()).toBe(2)
  })

  it('is renewed before it ends', async () => {
    const { fake, app, time } = await start()
    const channel = app()
    await send(channel)
    time.now += 6_901_000
    await send(channel, to(['zhang'], { id: 'notice-2', markdown: '二' }))
    expect(fake.tokens.asked()).toBe(1 + 1)
    expect(fake.calls.filter((path) => path.endsWith('send'))).toHaveLength(2)
  })

  it('that ends soon is not asked for by every message', async () => {
    const { fake, app, time } = await start()
    const channel = app()
    await send(channel)
    for (let each = 0; each < 30; each += 1) {
      time.now = 1_700_000_000_000 + 6_901_000 + each * 10_000
      await send(channel, to([`user-${each}`], { id: `more-${each}` }))
    }
    expect(fake.tokens.asked()).toBeLessThan(12)
    expect(fake.inboxes.owners()).toHaveLength(31)
  })

  it('that is not had leaves nobody in doubt: nothing was sent', async () => {
    const { app, application } = await start()
    const far = createServer((request) => void request.socket.destroy())
    await new Promise<void>((resolve) => far.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void far.close())
    const base = `http://127.0.0.1:${(far.address() as { port: number }).port}`
    const receipt = await send(app({ application: { ...application, base } }))
    expect(receipt).toMatchObject({ outcome: 'deferred', blame: 'channel', text: 'no token was had, so nothing was sent: ECONNRESET' })
  })

  it('that is never taken is not asked for again and again', async () => {
    const { fake, app } = await start()
    fake.fail({ kind: 'errcode', errcode: 40014 }, { kind: 'errcode', errcode: 40014 })
    expect(await send(app())).toMatchObject({ outcome: 'deferred', code: '40014', blame: 'channel' })
    expect(fake.tokens.asked()).toBe(2)
  })

  it('is not dropped on behalf of an older one', async () => {
    const { fake, application, wall } = await start()
    const tokens = createTokens(application, wall)
    const { signal } = new AbortController()
    const first = await tokens.get(signal)
    fake.tokens.expire()
    if ('token' in first) tokens.drop(first.token)
    const second = await tokens.get(signal)
    if ('token' in first) tokens.drop(first.token)
    expect(await tokens.get(signal)).toEqual(second)
    expect(fake.tokens.asked()).toBe(2)
  })

  it('and the secret stand in no transcript', async () => {
    const { app, application } = await start()
    const told: string[] = []
    await send(app({ application: { ...application, transcript: (line) => told.push(line) } }))
    expect(told.join('\n')).toContain('/cgi-bin/gettoken?corpid=***&corpsecret=***')
    expect(told.join('\n')).toContain('"access_token":"***"')
    expect(told.join('\n')).not.toContain(SECRET)
    expect(told.join('\n')).not.toMatch(/[\w-]{40,}/u)
  })
})

describe('an application whose replies are lost', () => {
  it('repeats the same bytes, which the platform drops', async () => {
    const { fake, app, time } = await start()
    const message = to(['zhang'], { markdown: lines(5_000) })
    fake.fail({ kind: 'slow', ms: 0 }, { kind: 'drop-after' })
    expect(await send(app(), message)).toMatchObject({ outcome: 'unknown' })
    time.now += 3 * 60 * MINUTE
    expect(await send(app(), { ...message, markdown: '别的' })).toMatchObject({ outcome: 'accepted' })
    expect(contents(fake).map((part) => part.split('\n', 1)[0])).toEqual(['（1/3）', '（2/3）', '（3/3）'])
  })

  it('says that it may be a repeat once the platform does not drop it any more, and stays in doubt until then', async () => {
    const { fake, app, time } = await start()
    fake.fail({ kind: 'drop-after' })
    await send(app())
    fake.fail({ kind: 'errcode', errcode: -1 })
    expect(await send(app())).toMatchObject({ outcome: 'deferred' })
    time.now += 5 * 60 * MINUTE
    expect(await send(app())).toMatchObject({ outcome: 'accepted' })
    const words = '**新增红灯1项。**\n\n正文\n<font color="comment">通知编号 notice-1</font>'
    expect(contents(fake)).toEqual([words, `（可能重复）\n${words}`])
  })
})

describe('a message that somebody has sent again', () => {
  it('arrives though the platform drops repeats, says that it may be one, and has a button that works', async () => {
    const { fake, app, disk } = await start()
    const alert = anAlertEvent({ subject: aTarget({ lead: { bureau: 'commerce', basis: 'stated' } }) })
    await send(app({ promiseDays: 14 }), to(['zhang'], { alerts: [alert] }))
    disk.clear()
    expect(await send(app({ promiseDays: 14 }), to(['zhang'], { alerts: [alert], mayHaveIt: true }))).toMatchObject({ outcome: 'accepted' })
    expect(fake.inboxes.of('member/zhang').map(({ type }) => type)).toEqual(['markdown', 'template_card', 'markdown', 'template_card'])
    expect(contents(fake)[2]).toMatch(/^（可能重复）\n/u)
  })
})

describe('an application whose process dies', () => {
  it.each([0, 1, 2, 3, 4, 5])('after %i writes repeats nothing', async (keeps) => {
    const { fake, app, disk } = await start()
    const memory = createMemoryProgress(disk)
    let kept = 0
    const dying: Progress = {
      ...memory,
      keep: async (of, parts) => {
        kept += 1
        if (kept > keeps) throw new Error('killed')
        await memory.keep(of, parts)
      },
    }
    const message = to(['zhang'], { markdown: lines(5_000) })
    await expect(send(app({ progress: dying }), message)).rejects.toThrow('killed')
    expect(await send(app(), message)).toMatchObject({ outcome: 'accepted' })
    expect(contents(fake).map((part) => part.split('\n', 1)[0])).toEqual(['（1/3）', '（2/3）', '（3/3）'])
  })
})

describe('the card of an application', () => {
  const own = (id: string) =>
    anAlertEvent({
      subject: aTarget({ id, nameZh: `虚构目标${id}`, lead: { bureau: 'commerce', basis: 'stated' } }),
      alert: anAlert({ target: `999901/2024/${id}` }),
    })
  const cards = (fake: FakeWeCom) => fake.inboxes.of('member/zhang').flatMap(({ type, body }) => (type === 'template_card' ? [body.template_card] : []))

  it('follows the words, names what is to be answered, and has a button', async () => {
    const { fake, app } = await start()
    const alerts = [own('a'), own('b'), anAlertEvent({ subject: aTarget({ lead: { bureau: 'transport', basis: 'stated' } }) })]
    await send(app({ promiseDays: 14 }), to(['zhang'], { alerts }))
    expect(fake.inboxes.of('member/zhang').map(({ type }) => type)).toEqual(['markdown', 'template_card'])
    expect(cards(fake)[0]).toMatchObject({
      card_type: 'button_interaction',
      main_title: { title: '请签收' },
      horizontal_content_list: [
        { keyname: '红灯', value: '虚构目标a' },
        { keyname: '红灯', value: '虚构目标b' },
      ],
      task_id: 'notice-1_0',
      button_list: [{ text: '签收', key: 'acknowledge|999901|commerce|2024/a,2024/b' }],
    })
  })

  it.each([
    ['nothing is open', [anAlertEvent({ alert: anAlert({ status: 'over' }), subject: aTarget({ lead: { bureau: 'commerce', basis: 'stated' } }) })]],
    ['he only helps', [anAlertEvent({ subject: aTarget({ lead: { bureau: 'transport', basis: 'stated' } }) })]],
    ['all is answered', [{ ...own('a'), alert: anAlert({ acknowledged: { by: 'x', reason: 'y', until: '2024-12-31' } }) }]],
  ])('is not there where %s', async (_name, alerts) => {
    const { fake, app } = await start()
    await send(app({ promiseDays: 14 }), to(['zhang'], { alerts }))
    expect(cards(fake)).toEqual([])
  })

  it('says what a city has it say, and no more than there is room for', async () => {
    const { fake, app } = await start()
    const wording = {
      'card-title': '请知悉',
      'card-text': '请在{{天数}}天内{{要求}}',
      'card-ask': '答复督查室',
      'card-pace': '落后',
      'card-button': '已知悉',
      'notice-number': '文号{{编号}}',
    }
    const alert = own('a')
    const long = { ...alert, subject: { ...alert.subject, nameZh: '虚构'.repeat(20) } }
    await send(app({ promiseDays: 7, wordsIn: (region) => (region === '999901' ? { wording } : {}) }), to(['zhang'], { alerts: [long] }))
    expect(cards(fake)[0]).toMatchObject({
      main_title: { title: '请知悉' },
      sub_title_text: '请在7天内答复督查室',
      horizontal_content_list: [{ keyname: '落后', value: `${'虚构'.repeat(14)}虚…` }],
      button_list: [{ text: '已知悉' }],
    })
    expect(contents(fake)[0]).toContain('文号notice-1')
  })

  it('is several where its key has no room for all', async () => {
    const { fake, app } = await start()
    const alerts = Array.from({ length: 40 }, (_, at) => own(`a-target-with-a-name-that-is-rather-long-${at}`))
    await send(app({ promiseDays: 14 }), to(['zhang'], { alerts }))
    const titles = cards(fake).map((card) => (card as { main_title: { title: string } }).main_title.title)
    expect(titles).toEqual(['请签收（1/2）', '请签收（2/2）'])
  })

  it('that may have come gets another task, once the platform does not drop a repeat any more', async () => {
    const { fake, app, time } = await start()
    fake.fail({ kind: 'slow', ms: 0 }, { kind: 'drop-after' })
    const channel = app({ promiseDays: 14 })
    expect(await send(channel, to(['zhang'], { alerts: [own('a')] }))).toMatchObject({ outcome: 'unknown' })
    time.now += 5 * 60 * MINUTE
    expect(await send(channel, to(['zhang'], { alerts: [own('a')] }))).toMatchObject({ outcome: 'accepted' })
    expect(cards(fake)).toHaveLength(2)
  })
})
