import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freshDatabase } from '@shixu/testkit/postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type ApiServer, serveApi } from './api-server.ts'
import { fillFromReplay } from './replayed-ledger.ts'
import { ROOT } from './rooms.ts'
import { hasSchemathesis, inventRequests, SCHEMATHESIS_MISSING } from './schemathesis.ts'

const server = inject('postgresUrl')
const run = promisify(execFile)
const OWN = 'invented-token-of-this-installation-alone'

if (!hasSchemathesis() && process.env.CI === 'true') throw new Error(SCHEMATHESIS_MISSING)

interface Page {
  readonly items: readonly Record<string, unknown>[]
  readonly next: string | null
}

describe.skipIf(server === undefined)('The API over the replay of 2024, in PostgreSQL', () => {
  let api: ApiServer

  beforeAll(async () => {
    const url = await freshDatabase(String(server))
    await fillFromReplay('wuhan-2024', url)
    api = await serveApi(url, { own: OWN })
  }, 180_000)
  afterAll(() => api?.close())

  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${OWN}`, ...headers } })
  const json = async <T>(path: string, headers?: Readonly<Record<string, string>>): Promise<T> => (await get(path, headers)).json() as Promise<T>
  const list = (path: string, headers?: Readonly<Record<string, string>>) => json<Page>(path, headers)

  it('goes through a list in pages and tells each row once, in order', async () => {
    const whole = (await list('/api/v1/targets?limit=500')).items.map(({ target }) => target)
    const paged: unknown[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { items, next }: Page = await list(`/api/v1/targets?limit=50${cursor && `&cursor=${cursor}`}`)
      paged.push(...items.map(({ target }) => target))
      cursor = next
    }
    expect(whole).toHaveLength(129)
    expect(paged).toEqual(whole)
  })

  it.each([
    ['light=red', ({ light }) => light === 'red'],
    ['bureau=statistics', ({ leadBureau, supporting }) => leadBureau === 'statistics' || (supporting as string[]).includes('statistics')],
    ['kind=milestone', ({ kind }) => kind === 'milestone'],
    ['text=%E6%8A%95%E8%B5%84', ({ nameZh }) => String(nameZh).includes('投资')],
    ['text=FOREIGN', ({ nameEn }) => String(nameEn).toLowerCase().includes('foreign')],
    ['region=420100&year=2024&overdue=false', ({ overdue }) => overdue === false],
  ] as const satisfies readonly (readonly [string, (row: Record<string, unknown>) => boolean])[])(
    'lists only targets that %s asks for',
    async (query, fits) => {
      const all = (await list('/api/v1/targets?limit=500')).items
      const asked = (await list(`/api/v1/targets?limit=500&${query}`)).items
      expect(asked.length).toBeGreaterThan(0)
      expect(asked).toEqual(all.filter((row) => fits(row)))
    },
  )

  it('takes the signs of a pattern as they are', async () => {
    expect((await list('/api/v1/targets?text=%25')).items).toEqual(
      (await list('/api/v1/targets?limit=500')).items.filter(({ nameZh }) => String(nameZh).includes('%')),
    )
  })

  it('shows the curve, and the judgement as it was on a day', async () => {
    const curve = await json<{ points: { period: string; light: string }[] }>('/api/v1/targets/420100/2024/foreign-trade/curve')
    expect(curve.points.slice(0, 3).map(({ period, light }) => `${period} ${light}`)).toEqual(['2024-03 green', '2024-04 green', '2024-05 yellow'])
    const judged = (query: string) =>
      json<{ assessment: { period: string; asOf: string }; said: { en: string } }>(`/api/v1/targets/420100/2024/foreign-trade/assessment${query}`)
    expect(await judged('?asOf=2024-05-31')).toMatchObject({
      assessment: { period: '2024-04', asOf: '2024-05-20' },
      said: { en: expect.stringContaining('On pace') },
    })
    expect((await judged('')).assessment.period).toBe('2024-12')
    expect((await get('/api/v1/targets/420100/2024/foreign-trade/assessment?asOf=2020-01-01')).status).toBe(404)
  })

  it('answers 304 to whoever has it already', async () => {
    const first = await get('/api/v1/bureaus')
    const tag = first.headers.get('etag') ?? ''
    expect(tag).not.toBe('')
    expect((await get('/api/v1/bureaus', { 'if-none-match': tag })).status).toBe(304)
  })

  it('tells what is wrong in the language of the caller', async () => {
    const asked = async (language: string) => (await get('/api/v1/targets?light=blue&nothing=1', { 'accept-language': language })).json()
    expect(await asked('en-GB,zh;q=0.5')).toMatchObject({ status: 400, title: 'The request is wrong', errors: [{ field: 'light' }, { field: 'nothing' }] })
    expect(await asked('zh-CN')).toMatchObject({ status: 400, title: '请求有误' })
    const refused = await get('/api/v1/targets?cursor=AAAA')
    expect([refused.status, refused.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8'])
  })

  it('wants a token, shows a bureau what concerns it alone, and nothing to one that is revoked or has run out', async () => {
    const status = async (headers: Record<string, string>) => (await fetch(`${api.url}/api/v1/regions`, { headers })).status
    expect(await status({})).toBe(401)
    expect(await status({ authorization: 'Bearer shixu_000000000000_AAAA' })).toBe(401)
    expect(await status({ authorization: `Bearer ${await api.token('all', '2020-01-01')}` })).toBe(401)
    const token = await api.token('420100/commerce')
    const headers = { authorization: `Bearer ${token}` }
    const { items } = await list('/api/v1/targets?limit=500', headers)
    expect(items.length).toBeGreaterThan(5)
    expect(items.every(({ leadBureau, supporting }) => leadBureau === 'commerce' || (supporting as string[]).includes('commerce'))).toBe(true)
    expect((await list('/api/v1/bureaus', headers)).items.map(({ bureau }) => bureau)).toEqual(['commerce'])
    expect((await list('/api/v1/deliveries', headers)).items.every(({ bureau }) => bureau === 'commerce')).toBe(true)
    expect((await get('/api/v1/targets/420100/2024/market-entities/curve', headers)).status).toBe(404)
    await api.revoke(token.split('_')[1] ?? '')
    expect(await status(headers)).toBe(401)
  })

  it('never keeps a secret, and shows when a token runs out', async () => {
    await api.token('all', '2999-12-31')
    const text = await api.metrics()
    expect(text).toMatch(/shixu_api_token_expiry_timestamp_seconds\{id="[0-9a-f]{12}",name="test"\} 32503651200/u)
    expect(text).not.toContain(OWN)
  })

  it('sends lists as files that spreadsheets open, with the names that forms have', async () => {
    const csv = await get('/api/v1/bureaus.csv')
    const bytes = new Uint8Array(await csv.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(bytes).split('\r\n')[0]).toMatch(/^地区代码,地区,年份,单位编号,单位,牵头目标,红灯/u)
    const sheet = await get('/api/v1/targets.xlsx?light=red')
    expect(sheet.headers.get('content-disposition')).toBe('attachment; filename="shixu-targets.xlsx"')
    expect(
      Buffer.from(await sheet.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })

  it('has headers that keep browsers safe, reads only, and knows no large request', async () => {
    const { headers } = await get('/api/v1/regions')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cache-control')).toBe('private, no-cache')
    const posted = await fetch(`${api.url}/api/v1/regions`, { method: 'POST', body: 'x'.repeat(100_000) })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect((await get(`/api/v1/targets?text=${'x'.repeat(20_000)}`)).status).toBeGreaterThanOrEqual(400)
    expect((await fetch(`${api.url}/api/docs`)).status).toBe(200)
  })

  it('answers the examples of its page', async () => {
    const page = readFileSync(join(ROOT, 'docs/api.md'), 'utf8')
    const lines = page.split('\n').filter((line) => line.startsWith('curl '))
    expect(lines.length).toBeGreaterThan(10)
    const folder = mkdtempSync(join(tmpdir(), 'shixu-api-'))
    const env = { PATH: process.env.PATH, SHIXU: api.url, TOKEN: OWN }
    // Not at once: the server answers in this process.
    for (const line of lines) await run('sh', ['-c', line], { cwd: folder, env })
    expect(readdirSync(folder).toSorted()).toEqual(['bureaus.xlsx', 'targets.csv'])
    rmSync(folder, { recursive: true })
  })

  it.skipIf(!hasSchemathesis())('never fails and always answers as it is described, whatever is asked', { timeout: 180_000 }, async () => {
    const { exit, said } = await inventRequests({ description: `${api.url}/api/openapi.json`, token: OWN, examples: 3 })
    expect(exit, said.slice(-8_000)).toBe(0)
  })
})
