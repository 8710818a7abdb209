import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openStores } from '@shixu/adapters/store'
import type { Receipt } from '@shixu/pipeline'
import { freshDatabase } from '@shixu/testkit/postgres'
import { type FakeWeCom, startFakeWeCom } from '@shixu/testkit/wecom'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import type { RobotErrand } from './wecom-worker.ts'

const server = inject('postgresUrl')

const start = async () => {
  const fake = await startFakeWeCom()
  onTestFinished(() => fake.close())
  const url = await freshDatabase(String(server))
  await (await openStores(url)).close()
  return { fake, url }
}

const begin = (errand: RobotErrand) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'wecom-worker.ts'), JSON.stringify(errand)], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const out: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  const ended = once(child, 'exit')
  return { child, ended, receipts: () => ended.then(() => JSON.parse(Buffer.concat(out).toString()) as readonly Receipt[]) }
}

const contents = (fake: FakeWeCom) => fake.inboxes.of('robot/key-1').map(({ content }) => content)
const ids = (from: number, count: number) => Array.from({ length: count }, (_, at) => `notice-${from + at}`)

describe.skipIf(server === undefined)('processes that share a robot', () => {
  it('send 20 a minute together, and the far end never has to say so', async () => {
    const { fake, url } = await start()
    const workers = [0, 1].map((at) => begin({ url, base: fake.base, ids: ids(at * 15, 15), markdown: `第${at}个进程` }))
    const receipts = (await Promise.all(workers.map(({ receipts: of }) => of()))).flat()
    expect(receipts.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(20)
    expect(new Set(receipts.filter(({ outcome }) => outcome !== 'accepted').map(({ code }) => code))).toEqual(new Set(['no-room']))
    expect(contents(fake)).toHaveLength(20)
    expect(fake.calls).toHaveLength(20)
  })

  it('repeat, where one is killed in the midst of a message, at most the part of which nobody knows, and say so', async () => {
    const { fake, url } = await start()
    const markdown = Array.from({ length: 700 }, (_, at) => `第${at}行，共七百行`).join('\n')
    // The third part hangs: by then two are taken and written down, and the process dies with it out.
    fake.fail({ kind: 'slow', ms: 0 }, { kind: 'slow', ms: 0 }, { kind: 'slow', ms: 3_000 })
    const first = begin({ url, base: fake.base, ids: ['notice-1'], markdown })
    await expect.poll(() => fake.calls.length, { timeout: 30_000 }).toBe(3)
    first.child.kill('SIGKILL')
    await first.ended
    await expect.poll(() => contents(fake).length, { timeout: 30_000 }).toBe(3)
    const [receipt] = await begin({ url, base: fake.base, ids: ['notice-1'], markdown }).receipts()
    expect(receipt).toMatchObject({ outcome: 'accepted' })
    expect(contents(fake).map((part) => part.split('\n', 1)[0])).toEqual(['（1/5）', '（2/5）', '（3/5）', '（3/5，可能重复）', '（4/5）', '（5/5）'])
    const once = contents(fake).filter((part) => !part.startsWith('（3/5，'))
    expect(once.map((part) => part.slice(part.indexOf('\n') + 1)).join('\n')).toBe(markdown)
  })
})
