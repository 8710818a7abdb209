import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alertmanagerMissing, startAlertmanager } from '@shixu/testkit/alertmanager'
import { startMailServer } from '@shixu/testkit/mail-server'
import { startFakeWeCom } from '@shixu/testkit/wecom'
import { simpleParser } from 'mailparser'
import { describe, expect, it, onTestFinished } from 'vitest'
import { askShixu, newFolder } from './test/ask-shixu.ts'

const aState = (): Readonly<Record<string, string>> => {
  const state = mkdtempSync(join(tmpdir(), 'shixu-channels-'))
  onTestFinished(() => rmSync(state, { recursive: true, force: true }))
  return { SHIXU_STATE: state }
}

const asked = async (settings: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const { exit, said, told } = await askShixu({ ...aState(), ...settings }, 'channels', 'test', ...args)
  return { exit, text: [...said, ...told].join('\n') }
}

const WORDS = '这是一条测试消息'

describe('channels test', () => {
  it('sends a real mail and prints the dialogue, without the password', async () => {
    const server = await startMailServer({ login: { user: 'shixu', password: 'invented-secret' } })
    onTestFinished(() => server.close())
    const settings = {
      SHIXU_SMTP_HOST: '127.0.0.1',
      SHIXU_SMTP_PORT: String(server.port),
      SHIXU_SMTP_TLS: 'none',
      SHIXU_SMTP_USER: 'shixu',
      SHIXU_SMTP_PASSWORD: 'invented-secret',
      SHIXU_SMTP_FROM_ADDRESS: 'shixu@example.org',
    }
    const { exit, text } = await asked(settings, 'smtp', '--to', 'a@example.org')
    expect(exit).toBe(0)
    expect(text).toContain('> RCPT TO:<a@example.org>')
    expect(text).toMatch(/^accepted 250 /mu)
    expect(text).not.toContain('invented-secret')
    expect(server.mails.map(({ to }) => to)).toEqual([['a@example.org']])
    const mail = await simpleParser(server.mails[0]!.raw)
    expect(mail.text).toContain(WORDS)
    expect(mail.attachments.map(({ contentType, related }) => [contentType, related])).toEqual([['image/png', true]])
    expect(mail.html).toContain('<img src="data:image/png;base64,')
  })

  const WECOM = {
    SHIXU_WECOM_ROBOTS: 'commerce=invented-robot-key',
    SHIXU_WECOM_CORP: 'ww-invented',
    SHIXU_WECOM_AGENT: '1000002',
    SHIXU_WECOM_SECRET: 'invented-secret',
    SHIXU_WECOM_TOKEN: 'invented-token',
    SHIXU_WECOM_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  }
  const SECRETS = /invented-robot-key|invented-secret|invented-token|jWmYm7|"(access_token|response_code)":"[^*]/u

  it.each([
    [
      'wecom-robot',
      'commerce',
      'robot/invented-robot-key',
      ['markdown', 'image'],
      ['> POST', '> {"msgtype":"markdown"', '> {"msgtype":"image"', '< {"errcode":0'],
    ],
    [
      'wecom-app',
      'zhang,li',
      'member/li',
      ['markdown', 'template_card', 'image'],
      ['> GET', 'gettoken?corpid=***&corpsecret=***', '"access_token":"***"', 'send?access_token=***', '"touser":"zhang|li"', '> multipart/form-data, '],
    ],
  ])('tells %s something and prints what was asked and answered, without keys, secrets and tokens', async (name, to, box, types, parts) => {
    const fake = await startFakeWeCom()
    onTestFinished(() => fake.close())
    const { exit, text } = await asked({ ...WECOM, SHIXU_WECOM_BASE: fake.base }, name, '--to', to)
    expect([exit, text]).toEqual([0, expect.stringMatching(/^accepted 0 /mu)])
    expect(fake.inboxes.of(box).map(({ type }) => type)).toEqual(types)
    expect(fake.inboxes.of(box)[0]?.content).toContain(WORDS)
    for (const part of parts) expect(text).toContain(part)
    expect(text).not.toMatch(SECRETS)
    expect(text).toContain(WORDS)
  })

  it('reaches a member each time, in the words of a region, on a card whose button is none that acknowledges', async () => {
    const fake = await startFakeWeCom()
    onTestFinished(() => fake.close())
    const seeds = newFolder()
    cpSync(join(import.meta.dirname, '../../../seeds/demo-county'), join(seeds, 'demo-county'), { recursive: true })
    writeFileSync(join(seeds, 'demo-county', 'notice.yaml'), "card-button: '已知悉'\ntrial-text: '这是一条测试消息，请勿理会。'\n")
    const settings = { ...WECOM, SHIXU_WECOM_BASE: fake.base, SHIXU_SEEDS: seeds }
    for (let times = 0; times < 2; times += 1) await asked(settings, 'wecom-app', '--to', 'zhang', '--region', 'demo-county')
    const arrived = fake.inboxes.of('member/zhang')
    expect(arrived.filter(({ type }) => type === 'markdown').map(({ content }) => content.split('\n', 1)[0])).toEqual(
      Array(2).fill('**这是一条测试消息，请勿理会。**'),
    )
    const cards = arrived.flatMap(({ body }) => ('template_card' in body ? [body.template_card] : []))
    expect(cards).toHaveLength(2)
    expect(cards[0]).toMatchObject({ button_list: [{ text: '已知悉', key: expect.stringMatching(/^trial\|\d{6}$/u) }] })
  })

  it('has no button, and says so, where nothing would answer to one', async () => {
    const fake = await startFakeWeCom()
    onTestFinished(() => fake.close())
    const { SHIXU_WECOM_TOKEN: _, SHIXU_WECOM_AES_KEY: __, ...rest } = WECOM
    const { exit, text } = await asked({ ...rest, SHIXU_WECOM_BASE: fake.base }, 'wecom-app', '--to', 'zhang')
    expect([exit, fake.inboxes.of('member/zhang').map(({ type }) => type)]).toEqual([0, ['markdown', 'image']])
    expect(text).toContain('It has no button: nothing answers to one without SHIXU_WECOM_TOKEN')
  })

  it('prints what WeCom says to a wrong secret, and not the secret', async () => {
    const fake = await startFakeWeCom()
    onTestFinished(() => fake.close())
    const { exit, text } = await asked({ ...WECOM, SHIXU_WECOM_BASE: fake.base, SHIXU_WECOM_SECRET: 'wrong-secret' }, 'wecom-app', '--to', 'zhang')
    expect([exit, text]).toEqual([1, expect.stringContaining('"errcode":40001')])
    expect(text).toContain('SHIXU_WECOM_SECRET')
    expect(text).not.toContain('wrong-secret')
  })

  it.skipIf(alertmanagerMissing() !== null)(
    'shows an alert in a real Alertmanager that says that it is a test, and prints what was asked and answered',
    async () => {
      const server = await startAlertmanager({ config: 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n' })
      onTestFinished(() => server.stop())
      const { exit, text } = await asked({ SHIXU_ALERTMANAGER_URLS: server.url.replace('//', '//shixu:invented-secret@') }, 'alertmanager')
      expect([exit, text]).toEqual([0, expect.stringMatching(/^accepted stored /mu)])
      expect(text).toContain(`> POST ${server.url}/api/v2/alerts`)
      expect(text).toContain('> authorization: Basic ***')
      expect(text).toMatch(/^< HTTP 200/mu)
      expect(text).not.toMatch(/invented-secret|c2hpeHU6/u)
      const [alert, ...more] = await server.alerts()
      expect(more).toEqual([])
      expect(alert).toMatchObject({ labels: { target: 'channel-test', region: '000000' }, annotations: { summary: expect.stringContaining('[测试]') } })
      const [starts, ends] = [alert?.startsAt, alert?.endsAt].map((at) => Date.parse(String(at)))
      expect(ends! - Math.max(starts!, Date.now())).toBeLessThan(5 * 60_000)
    },
  )

  it('posts to a webhook and prints the request and the answer, without signature, path and query', async () => {
    const heads: string[] = []
    const server = createServer((request, response) => {
      heads.push(String(request.headers['webhook-signature']))
      // As many frameworks do with what they do not know.
      response.writeHead(404).end(`Cannot POST ${request.url}, signed ${request.headers['webhook-signature']}`)
    })
    onTestFinished(() => void server.close())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const settings = { SHIXU_WEBHOOK_SECRET: 'invented-secret', SHIXU_WEBHOOK_PRIVATE: 'on' }
    const { exit, text } = await asked(settings, 'webhook', '--to', `${origin}/hook/a-password?token=another`)
    expect([exit, text]).toEqual([1, expect.stringContaining('refused 404')])
    expect(text).toContain(`> POST ${origin}/***`)
    expect(text).toContain('> webhook-signature: v1,***')
    expect(text).toContain('< Cannot POST ***, signed ***')
    expect(text).toContain(WORDS)
    expect(text).not.toMatch(/invented-secret|a-password|another/u)
    expect(text).not.toContain(heads[0]?.slice(3))
  })

  it('says what is not set up, and what is not there', async () => {
    expect((await askShixu({}, 'channels', 'list')).said.join('\n')).toMatch(/^smtp +not set up; contacts need "email"$/mu)
    const absent = await askShixu({}, 'channels', 'test', 'smtp', '--to', 'a@example.org')
    expect([absent.exit, absent.told.join('\n')]).toEqual([1, expect.stringContaining('not set up')])
    const unknown = await askShixu({}, 'channels', 'test', 'pigeon')
    expect([unknown.exit, unknown.told.join('\n')]).toEqual([2, expect.stringContaining('no channel "pigeon"')])
  })
})
