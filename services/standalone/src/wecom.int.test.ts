import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FakeWeCom, startFakeWeCom } from '@shixu/testkit/wecom'
import { expect, it, onTestFinished } from 'vitest'
import { newFolder, startShixu } from './test/ask-shixu.ts'

const SEEDS = join(import.meta.dirname, '..', '..', '..', 'seeds')
const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
const CALLBACK = { token: 'invented-token', aesKey: AES_KEY, corp: 'ww-invented' }

/** The invented county, whose people are reached in WeCom alone. */
const countyInWecom = (): string => {
  const seeds = newFolder()
  for (const name of ['demo-county', 'schema']) cpSync(join(SEEDS, name), join(seeds, name), { recursive: true })
  const rewrite = (name: string, change: (text: string) => string) => {
    const path = join(seeds, 'demo-county', name)
    writeFileSync(path, change(readFileSync(path, 'utf8')))
  }
  rewrite('bureaus.yaml', (text) => text.replace(/step: (\w+), (.*)email: \w+@([\w-]+)/gu, (all, step, _, bureau) => `wecom: ${bureau}-${step}, ${all}`))
  rewrite('routes.yaml', (text) => text.replaceAll('[maildir]', '[wecom-app]'))
  return seeds
}

interface Card {
  readonly task_id: string
  readonly button_list: readonly { readonly key: string }[]
}

const cardsOf = (fake: FakeWeCom) =>
  fake.inboxes
    .owners()
    .flatMap((owner) =>
      fake.inboxes
        .of(owner)
        .flatMap(({ type, body }) => (type === 'template_card' ? [{ user: owner.replace('member/', ''), card: body.template_card as Card }] : [])),
    )

it('a bureau is told in WeCom, presses the button, and is told what it has promised', { timeout: 180_000 }, async () => {
  const fake = await startFakeWeCom()
  onTestFinished(() => fake.close())
  const shixu = startShixu(
    {
      ...{ SHIXU_SEEDS: countyInWecom(), SHIXU_STATE: newFolder(), SHIXU_PORT: '0', SHIXU_WECOM_BASE: fake.base },
      ...{ SHIXU_WECOM_CORP: 'ww-invented', SHIXU_WECOM_AGENT: '1000002', SHIXU_WECOM_SECRET: 'invented-secret' },
      ...{ SHIXU_WECOM_TOKEN: CALLBACK.token, SHIXU_WECOM_AES_KEY: AES_KEY },
    },
    ...['replay', '--region', 'demo-county', '--to', '2024-06-17'],
  )
  const to = { ...CALLBACK, url: `${await shixu.url()}wecom/callback` }
  await expect.poll(shixu.told, { timeout: 120_000, interval: 200 }).toContain('回放结束')
  // On that Monday it turned red.
  const cards = cardsOf(fake)
  const last = cards.findLast(({ card }) => JSON.stringify(card).includes('规模以上工业增加值增长'))
  expect(last).toBeDefined()
  const { user = '', card } = last ?? {}
  const before = fake.inboxes.of(`member/${user}`).length
  expect(await fake.press({ user, task: card?.task_id ?? '', key: card?.button_list[0]?.key ?? '' }, to)).toEqual({ statuses: [200], answered: true })
  await expect.poll(() => fake.application.cards.stateOf(card?.task_id ?? ''), { timeout: 30_000 }).toBe('已签收')
  await expect.poll(() => fake.inboxes.of(`member/${user}`).length, { timeout: 60_000 }).toBeGreaterThan(before)
  expect(fake.inboxes.of(`member/${user}`).at(before)?.content).toMatch(/已签收，尚未说明原因和完成日期/u)
  expect(fake.inboxes.of(`member/${user}`).at(before)?.content).not.toMatch(/已说明原因|承诺/u)
  expect(fake.application.dropped()).toEqual([])
  // A stranger who finds the page learns nothing.
  expect((await fetch(to.url, { method: 'POST', body: '<xml></xml>' })).status).toBe(403)
})
