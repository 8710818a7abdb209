import type { Message, Progress } from '@shixu/pipeline/ports'
import { aMessage, anAlert, anAlertEvent, aTarget } from '@shixu/testkit'
import { createMemoryLimiter } from '@shixu/testkit/memory-limiter'
import { createMemoryProgress } from '@shixu/testkit/memory-progress'
import { type FakeWeCom, startFakeWeCom } from '@shixu/testkit/wecom'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ApplicationOptions, createApplication } from './create-application.ts'
import type { Draw } from './pictures.ts'

const HOUR = 3_600_000
const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(1_000, 7)])
const CURVE = { goal: 8, thisYear: [null, 3.1], lastYear: [], line: [] }

const about = (id: string) =>
  anAlertEvent({
    curve: CURVE,
    subject: aTarget({ id, nameZh: `虚构目标${id}`, lead: { bureau: 'commerce', basis: 'stated' } }),
    alert: anAlert({ target: `999901/2024/${id}` }),
  })

const NO_FONT: Draw = () => Promise.reject(new Error('no font'))

const start = async (draw: Draw = async () => PNG) => {
  const time = { now: 1_700_000_000_000 }
  const fake = await startFakeWeCom({ now: () => time.now })
  onTestFinished(() => fake.close())
  const limiter = createMemoryLimiter(() => time.now)
  const disk = new Map<string, string>()
  const wall = { now: () => time.now }
  const drawn: string[] = []
  const counting: Draw = (event) => {
    drawn.push(event.alert.target)
    return draw(event)
  }
  const application = { base: fake.base, corp: 'ww-invented', agent: 1000002, secret: 'invented-secret' }
  const app = (over: Partial<ApplicationOptions> = {}) =>
    createApplication({ application, limiter, progress: createMemoryProgress(disk), wall, promiseDays: 14, draw: counting, ...over })
  return { fake, time, app, disk, drawn }
}

const to = (user: string, over: Partial<Message> = {}): Message =>
  aMessage({
    recipient: { ...aMessage().recipient, contact: { step: 'liaison', name: '联络员（虚构）', wecom: [user] } },
    alerts: [about('a')],
    id: `notice-${user}`,
    ...over,
  })
const send = (channel: ReturnType<typeof createApplication>, message = to('zhang')) => channel.deliver(message, new AbortController().signal)
const types = (fake: FakeWeCom, user = 'zhang') => fake.inboxes.of(`member/${user}`).map(({ type }) => type)
const uploads = (fake: FakeWeCom) => fake.calls.filter((path) => path.endsWith('media/upload')).length

/** The next requests pass until the one of the words and that of the card are out. */
const PASS = [
  { kind: 'slow', ms: 0 },
  { kind: 'slow', ms: 0 },
] as const

describe('the picture in a message of an application', () => {
  it('comes after the words and the button, as it was drawn', async () => {
    const { fake, app } = await start()
    expect(await send(app())).toMatchObject({ outcome: 'accepted' })
    expect(types(fake)).toEqual(['markdown', 'template_card', 'image'])
    const shown = fake.inboxes.of('member/zhang')[2]?.body as { image: { media_id: string } }
    expect(fake.media.bytesOf(shown.image.media_id)).toEqual(PNG)
  })

  it('is drawn and brought once for all its readers, at the same time and later, and anew after three days', async () => {
    const { fake, app, drawn, time } = await start()
    const channel = app()
    await Promise.all(['zhang', 'li', 'wang'].map((user) => send(channel, to(user))))
    time.now += 2 * 24 * HOUR
    await send(channel, to('zhao'))
    expect([uploads(fake), drawn.length]).toEqual([1, 1])
    for (const user of ['zhang', 'li', 'wang', 'zhao']) expect(types(fake, user)).toContain('image')
    time.now += 24 * HOUR
    await send(channel, to('sun'))
    expect([uploads(fake), types(fake, 'sun').at(-1)]).toEqual([2, 'image'])
  })

  it('is of the few that tell enough', async () => {
    const { fake, app } = await start()
    await send(app(), to('zhang', { alerts: ['a', 'b', 'c', 'd', 'e', 'f'].map(about) }))
    expect(types(fake).filter((type) => type === 'image')).toHaveLength(4)
  })

  it('is not shown again to who has answered', async () => {
    const { fake, app } = await start()
    await send(app({ promiseDays: null }), to('zhang', { alerts: [{ ...about('a'), type: 'acknowledged' }] }))
    expect(types(fake)).toEqual(['markdown'])
  })

  it('that is not known there any more is brought anew once, for all who meet that', async () => {
    const { fake, app } = await start()
    const channel = app()
    await send(channel, to('first'))
    fake.media.expire()
    const receipts = await Promise.all(['zhang', 'li', 'wang'].map((user) => send(channel, to(user))))
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted'])
    for (const user of ['zhang', 'li', 'wang']) expect(types(fake, user).at(-1)).toBe('image')
    expect(uploads(fake)).toBe(2)
  })

  it('that is never known there is left out', async () => {
    const { fake, app } = await start()
    fake.fail(...PASS, { kind: 'slow', ms: 0 }, { kind: 'errcode', errcode: 40007 }, { kind: 'slow', ms: 0 }, { kind: 'errcode', errcode: 40007 })
    expect(await send(app())).toMatchObject({ outcome: 'accepted', text: expect.stringContaining('a picture was left out: 40007') })
    expect([uploads(fake), types(fake)]).toEqual([2, ['markdown', 'template_card']])
  })
})

describe('a picture that cannot be had keeps nothing back, and the delivery says why', () => {
  it.each([
    ['it cannot be drawn', async () => null, 'no-picture'],
    ['drawing fails', NO_FONT, 'no-picture'],
    ['it is larger than is taken', async () => Buffer.concat([PNG, Buffer.alloc(2 * 1024 * 1024)]), 'no-picture'],
    ['it is none', async () => Buffer.from('no picture at all'), '40004'],
  ] as const)('%s', async (_why, draw, code) => {
    const { fake, app } = await start(draw)
    expect(await send(app())).toMatchObject({ outcome: 'accepted', code: '0', text: expect.stringContaining(`a picture was left out: ${code}`) })
    expect(types(fake)).toEqual(['markdown', 'template_card'])
  })

  it.each([
    ['the system is busy', { kind: 'errcode', errcode: -1 }, '-1'],
    ['the rate is used up', { kind: 'errcode', errcode: 45009 }, '45009'],
    ['a gateway answers', { kind: 'status', status: 502 }, 'http-502'],
    ['the connection goes', { kind: 'drop-before' }, 'ECONNRESET'],
  ] as const)('bringing it: %s', async (_why, fault, code) => {
    const { fake, app } = await start()
    const channel = app()
    fake.fail(...PASS, fault)
    const message = to('zhang', { alerts: [about('a'), about('b')] })
    expect(await send(channel, message)).toMatchObject({
      outcome: 'accepted',
      text: expect.stringMatching(new RegExp(`a picture was left out: ${code} .*another was not tried`, 'u')),
    })
    expect(await send(channel, message)).toMatchObject({ outcome: 'accepted' })
    expect(types(fake)).toEqual(['markdown', 'template_card'])
    // What failed is not remembered: the next reader has it.
    await send(channel, to('li'))
    expect(types(fake, 'li').at(-1)).toBe('image')
  })

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('the reply to it is lost, %s it was taken: nobody has it twice', async (when, shown) => {
    const { fake, app } = await start()
    fake.fail(...PASS, { kind: 'slow', ms: 0 }, { kind: `drop-${when}` })
    expect(await send(app())).toMatchObject({ outcome: 'accepted', text: expect.stringContaining('a picture was left out') })
    expect(await send(app())).toMatchObject({ outcome: 'accepted' })
    expect(types(fake).filter((type) => type === 'image')).toHaveLength(shown)
  })

  it('a token that ended in between is renewed for it', async () => {
    const { fake, app } = await start()
    fake.fail(...PASS, { kind: 'errcode', errcode: 42001 })
    expect(await send(app())).toMatchObject({ outcome: 'accepted' })
    expect(types(fake)).toEqual(['markdown', 'template_card', 'image'])
  })
})

describe('a card that is refused', () => {
  it.each([40008, 40058, 44004])('by %i undoes no words', async (errcode) => {
    const { fake, app } = await start()
    fake.fail({ kind: 'slow', ms: 0 }, { kind: 'errcode', errcode })
    expect(await send(app())).toMatchObject({ outcome: 'accepted', text: expect.stringContaining(`a card was refused: ${errcode}`) })
    expect(types(fake)).toEqual(['markdown', 'image'])
  })
})

describe('a process that dies with a picture on its way', () => {
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

  // Words, card and picture are each written down twice.
  it.each([0, 1, 2, 3, 4, 5])('after %i writes: it is there once', async (keeps) => {
    const { fake, app, disk } = await start()
    await expect(send(app({ progress: dyingAfter(createMemoryProgress(disk), keeps) }))).rejects.toThrow('killed')
    expect(await send(app())).toMatchObject({ outcome: 'accepted' })
    expect(types(fake)).toEqual(['markdown', 'template_card', 'image'])
  })

  it('and comes back when the platform does not drop repeats any more: it is not sent twice', async () => {
    const { fake, app, disk, time } = await start()
    await expect(send(app({ progress: dyingAfter(createMemoryProgress(disk), 5) }))).rejects.toThrow('killed')
    time.now += 5 * HOUR
    expect(await send(app())).toMatchObject({ outcome: 'accepted', text: expect.stringContaining('it is not sent twice') })
    expect(types(fake)).toEqual(['markdown', 'template_card', 'image'])
  })
})
