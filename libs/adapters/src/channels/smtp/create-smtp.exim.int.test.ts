import { aDigest, aDrawnAlert } from '@shixu/testkit'
import { eximMissing, startExim } from '@shixu/testkit/exim'
import { simpleParser } from 'mailparser'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCharts } from '../../charts/index.ts'
import { createSmtp } from './create-smtp.ts'

const NOON = Date.parse('2024-06-20T12:00:00+08:00')

const anExim = async () => {
  const server = await startExim()
  onTestFinished(() => server.stop())
  const channel = (trust: { readonly ca?: string }) =>
    createSmtp({
      server: { host: '127.0.0.1', port: server.port, tls: 'starttls', connections: 2, ...trust },
      from: { name: '时序监测', address: 'shixu@example.org' },
      calendar: { now: () => NOON },
      charts: createCharts(),
    })
  const delivered = async (count: number) => {
    await expect.poll(() => server.mailbox().length, { timeout: 30_000 }).toBe(count)
    return Promise.all(server.mailbox().map((raw) => simpleParser(raw, { skipImageLinks: true })))
  }
  return { server, channel, delivered }
}

const never = new AbortController().signal

describe.skipIf(eximMissing() !== null)('a digest through Exim', () => {
  it('lies in the mailbox as it was composed, with its picture, and is the same mail when it is sent again', async () => {
    const { server, channel, delivered } = await anExim()
    const smtp = channel({ ca: server.ca })
    const message = aDigest([aDrawnAlert()])
    expect(await smtp.deliver(message, never)).toMatchObject({ outcome: 'accepted', code: '250', text: expect.stringMatching(/^250 OK id=/u) })
    expect(await smtp.deliver(message, never)).toMatchObject({ outcome: 'accepted' })
    expect(await smtp.deliver({ ...message, id: 'notice-2' }, never)).toMatchObject({ outcome: 'accepted' })
    const mails = await delivered(3)
    for (const { subject, text, to, from, date, headers, attachments, html } of mails) {
      expect(subject).toBe(message.subject)
      expect(text?.trim()).toBe(message.text.trim())
      expect(to).toMatchObject({ value: [{ address: 'liaison@example.org', name: '虚构商务局 联络员（虚构）' }] })
      expect(from?.value).toEqual([{ address: 'shixu@example.org', name: '时序监测' }])
      expect(date).toEqual(new Date(NOON))
      expect(headers.get('envelope-to')).toBe('liaison@example.org')
      expect(headers.get('received')).toContain('with esmtps')
      expect(attachments.map(({ related, contentType, content }) => [related, contentType, content.subarray(1, 4).toString()])).toEqual([
        [true, 'image/png', 'PNG'],
      ])
      expect(html).toContain(`<img src="cid:${attachments[0]?.cid}"`)
    }
    const ids = mails.map(({ messageId }) => messageId)
    expect([...new Set(ids)].map((id) => ids.filter((other) => other === id).length).sort()).toEqual([1, 2])
  })

  it('is not handed to a server whose certificate nobody vouches for', async () => {
    const { server, channel } = await anExim()
    expect(await channel({}).deliver(aDigest([aDrawnAlert()]), never)).toMatchObject({ outcome: 'deferred', code: 'ETLS', blame: 'channel' })
    expect(server.mailbox()).toEqual([])
  })
})
