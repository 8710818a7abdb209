import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished, test } from 'vitest'
import { askJson, askShixu, newFolder, startShixu } from './test/ask-shixu.ts'

const COUNTY = ['--region', 'demo-county'] as const
const ANY_PORT = { SHIXU_PORT: '0' }
const newState = () => ({ SHIXU_STATE: newFolder(), ...ANY_PORT })

const statusOf = async (url: string): Promise<{ readonly status: number; readonly text: string }> => {
  const answer = await fetch(url)
  return { status: answer.status, text: (await answer.text()).trim() }
}

it('ends quietly when its reader goes away', () => {
  const main = join(import.meta.dirname, 'main.ts')
  const { stdout, stderr } = spawnSync('bash', ['-c', `"$0" "$1" registry export --json | head -1 | wc -l; echo "\${PIPESTATUS[0]}"`, process.execPath, main], {
    encoding: 'utf8',
  })
  expect({ stdout: stdout.trim().split('\n'), stderr }).toEqual({ stdout: ['1', '0'], stderr: '' })
})

test('beside a replay that stays up one can read, report and back up; a second writer is refused', async () => {
  const settings = newState()
  const replay = startShixu(settings, 'replay', ...COUNTY)
  const url = await replay.url()
  await expect.poll(() => statusOf(`${url}readyz`), { timeout: 30_000 }).toEqual({ status: 200, text: 'ok' })

  const second = await askShixu(settings, 'replay', '--once', ...COUNTY)
  expect(second).toMatchObject({ exit: 3, told: [expect.stringContaining('Another process writes to this folder: stop it, or give this one another folder.')] })
  const third = await askShixu(settings, 'replay', '--once', '--fresh', ...COUNTY)
  expect(third).toMatchObject({ exit: 3, told: [expect.stringContaining('Another process writes to this folder')] })

  const report = ['report', 'old-estates', '--period', '2024-06', '--value', '9', '--by', 'housing', '--evidence', '竣工清单', ...COUNTY]
  expect(await askShixu(settings, ...report)).toMatchObject({ exit: 0, said: [expect.stringContaining('appended')] })
  await expect
    .poll(async () => (await askJson<{ target: string; done: number }>(settings, 'targets', ...COUNTY)).find(({ target }) => target === 'old-estates')?.done)
    .toBe(9)
  expect(await statusOf(`${url}metrics`)).toMatchObject({
    text: expect.stringMatching(/shixu_target_value\{region="999901",year="2024",target="old-estates"\} 9$/mu),
  })

  replay.signal('SIGINT')
  expect(await replay.ended).toEqual({ exit: 0, signal: null })
})

test('one can look on while it replays: it is not ready until the last day is over', async () => {
  const replay = startShixu(newState(), 'replay', ...COUNTY)
  const url = await replay.url()
  expect(await statusOf(`${url}healthz`)).toEqual({ status: 200, text: 'ok' })
  expect(await statusOf(`${url}readyz`)).toEqual({ status: 503, text: expect.stringMatching(/^the replay has come to 20\d\d-\d\d-\d\d$/u) })
  expect((await statusOf(`${url}metrics`)).text).toContain('# TYPE shixu_target_light gauge')
  await expect.poll(() => statusOf(`${url}readyz`), { timeout: 30_000 }).toEqual({ status: 200, text: 'ok' })
  expect(replay.said()).toMatch(/^红灯 \d+项$/mu)
})

test('Ctrl-C amid a replay stops it within seconds, and the next start goes on to the same end', async () => {
  const settings = newState()
  const cut = startShixu(settings, 'replay', '--once', ...COUNTY)
  await expect.poll(cut.said, { timeout: 30_000, interval: 5 }).not.toBe('')
  const began = Date.now()
  cut.signal('SIGINT')
  expect(await cut.ended).toEqual({ exit: 130, signal: null })
  expect(Date.now() - began).toBeLessThan(5_000)
  expect(cut.told()).toMatch(/^shixu: stopped at 20\d\d-\d\d-\d\d; what was lived is kept in .*, and the next start goes on from there\n$/u)

  const tableOf = (said: readonly string[]): readonly string[] => said.slice(said.findIndex((line) => /^红灯 \d+项$/u.test(line)))
  const rest = await askShixu(settings, 'replay', '--once', ...COUNTY)
  const whole = await askShixu(newState(), 'replay', '--once', ...COUNTY)
  expect(rest.said.length).toBeLessThan(whole.said.length)
  expect(tableOf(rest.said)).toEqual(tableOf(whole.said))
  const again = await askShixu(settings, 'replay', '--once', ...COUNTY)
  expect(again.said.filter((line) => line !== '')).toEqual(tableOf(whole.said).filter((line) => line !== ''))
})

test('a port that is taken is said before anything is lived', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const settings = { SHIXU_STATE: newFolder(), SHIXU_PORT: String(port) }
  for (const command of ['replay', 'run']) {
    const { exit, said, told } = await askShixu({ ...settings, SHIXU_STATE: newFolder() }, command, ...COUNTY)
    expect({ exit, said }).toEqual({ exit: 2, said: [] })
    expect(told).toEqual([`shixu: 127.0.0.1:${port} is taken by another program: stop it, or choose another port with SHIXU_PORT (0 takes a free one).`])
  }
})

test('the real service is ready once it has caught up, refuses a second one, and stops when it is told to', async () => {
  const settings = newState()
  const service = startShixu(settings, 'run', ...COUNTY)
  const url = await service.url()
  await expect.poll(() => statusOf(`${url}readyz`), { timeout: 30_000 }).toEqual({ status: 200, text: 'ok' })
  expect(await statusOf(`${url}healthz`)).toEqual({ status: 200, text: 'ok' })
  expect(await askShixu(settings, 'run', ...COUNTY)).toMatchObject({ exit: 3, said: [] })
  await expect
    .poll(async () => (await askJson<{ done: number | null }>(settings, 'targets', ...COUNTY)).filter(({ done }) => done !== null).length)
    .toBeGreaterThan(5)
  service.signal('SIGTERM')
  expect(await service.ended).toEqual({ exit: 0, signal: null })
  expect(service.said()).toBe('')
})
