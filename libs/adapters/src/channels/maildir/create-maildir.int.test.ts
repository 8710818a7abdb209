import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Message } from '@shixu/pipeline/ports'
import { aMessage } from '@shixu/testkit'
import { channelContract } from '@shixu/testkit/channel-contract'
import { simpleParser } from 'mailparser'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMaildir, safeName } from './create-maildir.ts'

const NOON = Date.parse('2024-06-20T12:00:00+08:00')

const aFolder = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'shixu-maildir-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  return root
}

/** Every file below the folder, by its path from there. */
const filesOf = (root: string): string[] => (readdirSync(root, { recursive: true }) as string[]).filter((path) => statSync(join(root, path)).isFile()).sort()

const parsed = (root: string) => Promise.all(filesOf(root).map((path) => simpleParser(readFileSync(join(root, path)))))

const start = () => {
  const root = aFolder()
  const channel = createMaildir({ root, calendar: { now: () => NOON } })
  return { root, channel, send: (message: Message) => channel.deliver(message, new AbortController().signal) }
}

channelContract('maildir', async () => {
  const { root, channel } = start()
  return { channel, arrived: async () => (await parsed(root)).map(({ subject = '', text = '' }) => ({ subject, text })) }
})

describe('a mail in a maildir', () => {
  it('is one that a mail program reads: who, what, when, both forms', async () => {
    const { root, send } = start()
    expect(await send(aMessage())).toEqual({ outcome: 'accepted', code: 'new', text: 'notice-1.eml' })
    expect(filesOf(root)).toEqual([join('999901', 'commerce', 'new', 'notice-1.eml')])
    const [mail] = await parsed(root)
    expect(mail?.from?.value).toEqual([{ name: '时序监测', address: 'shixu@shixu.invalid' }])
    expect(mail?.to).toMatchObject({ value: [{ name: '虚构商务局 联络员（虚构）', address: 'liaison@example.org' }] })
    expect(mail?.subject).toBe('新增红灯1项：虚构出口额｜虚构市2024年目标')
    expect(mail?.date).toEqual(new Date(NOON))
    expect(mail?.text?.trim()).toBe('新增红灯1项。\n\n正文')
    expect(mail?.html).toBe('<p>新增红灯1项。</p>')
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
  })

  it('has an id of its notice and its recipient, and refers to the bureau and the alerts that it is about', async () => {
    const { root, send } = start()
    await send(aMessage())
    await send(aMessage({ id: 'notice-2' }))
    await send(aMessage({ id: 'notice-3', threads: ['999901/2024/commerce'], recipient: { ...aMessage().recipient, id: '999901/commerce/head' } }))
    const mails = await parsed(root)
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(3)
    expect(mails[2]?.messageId).toMatch(/^<[0-9a-f]{24}\.999901\.commerce\.head@shixu\.invalid>$/u)
    const [first, second, third] = mails.map(({ references }) => [references].flat())
    expect(first).toEqual(second)
    expect(first).toHaveLength(2)
    expect(third).toEqual(first?.slice(0, 1))
    expect(mails[0]?.inReplyTo).toBe(first?.[1])
  })

  it('is never dated before the day that it tells of', async () => {
    const { root, send } = start()
    await send(aMessage({ day: '2024-07-22' }))
    expect((await parsed(root))[0]?.date).toEqual(new Date('2024-07-22T00:00:00+08:00'))
  })

  it('is the same, byte by byte, on every try', async () => {
    const [one, two] = [start(), start()]
    await one.send(aMessage())
    await two.send(aMessage())
    const bytes = ({ root }: { root: string }) => readFileSync(join(root, filesOf(root)[0] ?? ''))
    expect(bytes(one)).toEqual(bytes(two))
  })

  it('stands there once, however often it is delivered, at the same time or after it was read', async () => {
    const { root, send } = start()
    const receipts = await Promise.all(Array.from({ length: 8 }, () => send(aMessage())))
    expect(receipts.map(({ code }) => code).sort()).toEqual(['known', 'known', 'known', 'known', 'known', 'known', 'known', 'new'])
    const box = join(root, '999901', 'commerce')
    renameSync(join(box, 'new', 'notice-1.eml'), join(box, 'cur', 'notice-1.eml:2,S'))
    expect(await send(aMessage())).toMatchObject({ outcome: 'accepted', code: 'known' })
    expect(filesOf(root).map((path) => relative('999901/commerce', path))).toEqual(['cur/notice-1.eml:2,S'])
  })

  it('is tried again later where the disk refuses it', async () => {
    const { root, send } = start()
    writeFileSync(join(root, '999901'), 'a file where a folder should be')
    expect(await send(aMessage())).toMatchObject({ outcome: 'deferred', code: expect.stringMatching(/^E/u) })
  })

  it('carries no header that a name brought along', async () => {
    const { root, send } = start()
    const contact = { step: 'liaison', name: 'x\r\nBcc: evil@example.org', email: 'a@example.org\r\nBcc: b@example.org' } as const
    await send(aMessage({ subject: 'y\r\nBcc: evil@example.org', recipient: { ...aMessage().recipient, contact } }))
    const [mail] = await parsed(root)
    expect(mail?.bcc).toBeUndefined()
    expect(mail?.cc).toBeUndefined()
    expect(mail?.subject).toBe('y Bcc: evil@example.org')
  })
})

describe('a name in a path', () => {
  it.each([
    ['commerce', /^commerce$/u],
    ['..', /^_\.[0-9a-f]{12}$/u],
    ['../../etc', /^_etc\.[0-9a-f]{12}$/u],
    ['a/b', /^a_b\.[0-9a-f]{12}$/u],
    ['商务局', /^_\.[0-9a-f]{12}$/u],
    ['', /^\.[0-9a-f]{12}$/u],
    ['x'.repeat(300), /^x{60}\.[0-9a-f]{12}$/u],
  ])('%s stays within its folder', (name, expected) => {
    expect(safeName(name)).toMatch(expected)
  })
})
