import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AlertEvent } from '@shixu/domain'
import { aMessage, anAlert, anAlertEvent, aTarget } from '@shixu/testkit'
import { type AlertmanagerServer, alertmanagerMissing, startAlertmanager } from '@shixu/testkit/alertmanager'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createAlertmanager } from './create-alertmanager.ts'

const PAGE = 'https://shixu.example.org/{region}/{year}/{target}'
const wall = { now: () => Date.now() }
const { signal } = new AbortController()

const about = (id: string, bureau = 'commerce', over: Partial<AlertEvent> = {}): AlertEvent => {
  const subject = aTarget({ id, lead: { bureau, basis: 'stated' } })
  return anAlertEvent({ subject, alert: anAlert({ target: `999901/2024/${id}` }), ...over })
}

describe.skipIf(alertmanagerMissing() !== null)('on two real Alertmanagers', { timeout: 60_000 }, () => {
  const CONFIG = 'route: { receiver: nobody, group_by: [bureau], group_wait: 1s }\nreceivers: [{ name: nobody }]\n'
  let servers: readonly AlertmanagerServer[] = []
  beforeAll(async () => {
    servers = await Promise.all([startAlertmanager({ config: CONFIG }), startAlertmanager({ config: CONFIG })])
  }, 60_000)
  afterAll(() => Promise.all(servers.map((server) => server.stop())))

  const open = () => createAlertmanager({ urls: servers.map(({ url }) => url), page: PAGE, wall })
  const seen = (id: string) => Promise.all(servers.map(async (server) => (await server.alerts()).filter(({ labels }) => labels.target === id)))

  test('an alert is at both, once, however often it is told, and by its latest word', async () => {
    const channel = open()
    const message = aMessage({ alerts: [about('first')] })
    expect(await channel.deliver(message, signal)).toMatchObject({ outcome: 'accepted', code: 'stored' })
    expect(await channel.deliver(message, signal)).toMatchObject({ outcome: 'accepted' })
    expect(await channel.keep([{ event: about('first', 'commerce', { type: 'escalated' }) }], signal)).toMatchObject({ outcome: 'accepted' })
    for (const alerts of await seen('first')) {
      expect(alerts).toHaveLength(1)
      expect(alerts[0]).toMatchObject({
        labels: { alertname: 'TargetPace', bureau: 'commerce' },
        annotations: { event: 'escalated' },
        status: { state: 'active' },
      })
      expect(alerts[0]?.generatorURL).toBe('https://shixu.example.org/999901/2024/first')
      expect(Date.parse(alerts[0]?.endsAt ?? '')).toBeGreaterThan(Date.now() + 120_000)
    }
  })

  test('one that is over is not there any more', async () => {
    const channel = open()
    await channel.deliver(aMessage({ alerts: [about('second')] }), signal)
    const resolved = about('second', 'commerce', { type: 'resolved', alert: anAlert({ target: '999901/2024/second', status: 'over' }) })
    expect(await channel.deliver(aMessage({ alerts: [resolved] }), signal)).toMatchObject({ outcome: 'accepted' })
    await expect.poll(async () => (await seen('second')).flat(), { timeout: 10_000 }).toEqual([])
  })

  test('they stand in groups, one a bureau', async () => {
    await open().deliver(aMessage({ alerts: [about('g1', 'housing'), about('g2', 'housing'), about('g3', 'culture')] }), signal)
    const groups = async () => {
      const answer = (await (await fetch(`${servers[0]?.url}/api/v2/alerts/groups`)).json()) as {
        readonly labels: { readonly bureau: string }
        readonly alerts: readonly object[]
      }[]
      return answer.map(({ labels, alerts }) => [labels.bureau, alerts.length]).filter(([bureau]) => bureau !== 'commerce')
    }
    await expect.poll(groups, { timeout: 10_000 }).toEqual([
      ['culture', 1],
      ['housing', 2],
    ])
  })

  test('what is told of a target with a hostile name is stored, as one alert', async () => {
    const evil = 'x"}\r\nBcc: evil@example.org\u202e'
    expect(await open().deliver(aMessage({ alerts: [about(evil)] }), signal)).toMatchObject({ outcome: 'accepted' })
    expect((await servers[0]?.alerts())?.filter(({ labels }) => labels.target?.startsWith('x"}'))).toHaveLength(1)
  })

  test('where one of them is gone it is not accepted, though the other has it; told again when it is back, it is at both', async () => {
    const [stays] = servers
    const port = await closedPort()
    const channel = createAlertmanager({ urls: [stays?.url ?? '', `http://127.0.0.1:${port}`], page: PAGE, wall })
    const message = aMessage({ alerts: [about('third')] })
    const receipt = await channel.deliver(message, signal)
    expect(receipt).toMatchObject({ outcome: 'deferred', code: 'unreachable', blame: 'channel', text: expect.stringContaining(`127.0.0.1:${port}`) })
    expect((await stays?.alerts())?.some(({ labels }) => labels.target === 'third')).toBe(true)
    const back = await startAlertmanager({ port })
    onTestFinished(() => back.stop())
    expect(await channel.deliver(message, signal)).toMatchObject({ outcome: 'accepted' })
    expect((await back.alerts()).map(({ labels }) => labels.target)).toEqual(['third'])
  })
})

const listen = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

const closedPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const bodyOf = async (request: Parameters<RequestListener>[0]): Promise<readonly { readonly labels: Readonly<Record<string, string>> }[]> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString())
}

describe('where an instance does not take them', { timeout: 60_000 }, () => {
  const message = aMessage({ alerts: [about('a'), about('b'), about('c')] })

  test('the alerts that it refuses are named, and the others are handed in all the same', async () => {
    const stored = new Set<string>()
    const host = await listen(async (request, response) => {
      const targets = (await bodyOf(request)).map(({ labels }) => labels.target ?? '')
      for (const target of targets) if (target !== 'b') stored.add(target)
      if (targets.includes('b')) response.writeHead(400).end('"invalid label set"')
      else response.end()
    })
    const receipt = await createAlertmanager({ urls: [`http://${host}`], page: PAGE, wall }).deliver(message, signal)
    expect(receipt).toMatchObject({ outcome: 'refused', code: 'partly-stored', blame: 'recipient' })
    expect(receipt.text).toContain('999901/2024/b#pace')
    expect(receipt.text).not.toContain('999901/2024/a')
    expect([...stored].toSorted()).toEqual(['a', 'c'])
  })

  test.each([
    [401, 'credentials'],
    [302, 'no-such-page'],
    [503, 'busy'],
  ])('HTTP %i is %s, and no password is told', async (status, code) => {
    const asked: (string | undefined)[] = []
    const host = await listen((request, response) => {
      asked.push(request.headers.authorization)
      response.writeHead(status, { location: 'http://elsewhere.example.org/' }).end('no')
    })
    const receipt = await createAlertmanager({ urls: [`http://ops:s3cret@${host}/am/`], page: PAGE, wall }).deliver(message, signal)
    expect(receipt).toMatchObject({ outcome: 'deferred', code, blame: 'channel' })
    expect(receipt.text).not.toContain('s3cret')
    expect(asked).toEqual([`Basic ${Buffer.from('ops:s3cret').toString('base64')}`])
  })

  test('a connection that breaks is tried again, and a message that tells of no alert is refused', async () => {
    const host = await listen((request) => request.socket.destroy())
    const channel = createAlertmanager({ urls: [`http://${host}`], page: PAGE, wall })
    expect(await channel.deliver(message, signal)).toMatchObject({ outcome: 'deferred', code: 'unreachable' })
    expect(await channel.deliver(aMessage({ alerts: [] }), signal)).toMatchObject({ outcome: 'refused', code: 'no-alerts', blame: 'recipient' })
  })
})

describe('an instance that is strange', { timeout: 60_000 }, () => {
  const message = aMessage({ alerts: [about('a')] })

  test('is tried again when it asks for that, and hears no password of its own in what is told', async () => {
    const told: string[] = []
    const host = await listen((request, response) => response.writeHead(429, { 'retry-after': '120' }).end(`no ${request.headers.authorization} s3cret`))
    const channel = createAlertmanager({ urls: [`http://ops:s3cret@${host}`], page: PAGE, wall, transcript: (line) => told.push(line) })
    const receipt = await channel.deliver(message, signal)
    expect(receipt).toMatchObject({ outcome: 'deferred', code: 'busy', retryAfterMs: 120_000, text: expect.stringContaining('no Basic *** ***') })
    expect(told[0]).toBe(`> POST http://${host}/api/v2/alerts`)
    expect([...told, receipt.text].join('\n')).not.toMatch(/s3cret|b3BzOnMzY3JldA/u)
  })

  test('and answers byte by byte without end is not heard to its end', async () => {
    const host = await listen((_request, response) => {
      response.writeHead(500)
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    })
    const began = Date.now()
    const receipt = await createAlertmanager({ urls: [`http://${host}`], page: PAGE, wall }).deliver(message, AbortSignal.timeout(2_000))
    expect(receipt).toMatchObject({ outcome: 'deferred', code: 'busy' })
    expect(Date.now() - began).toBeLessThan(5_000)
  })
})
