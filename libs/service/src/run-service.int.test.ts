import type { Stage } from '@shixu/runtime'
import { expect, test } from 'vitest'
import { type House, runService } from './run-service.ts'
import { DATABASE, houseSettings } from './settings.ts'

const SECRET = 'postgres:/user:secret-that-nobody-says@host/database'

const run = async (compose: (house: House) => readonly Stage[], { args = [], env = {} }: { args?: readonly string[]; env?: Record<string, string> } = {}) => {
  const said = { out: '', err: '' }
  const hear = (stream: 'out' | 'err') => ({
    write: (text: string) => {
      said[stream] += text
    },
  })
  const exit = await runService(
    { name: 'invented', purpose: 'does nothing', settings: { ...houseSettings({ port: 0 }), ...DATABASE }, compose },
    {
      argv: ['node', 'main.ts', ...args],
      env: { SHIXU_LOG_LEVEL: 'silent', SHIXU_DATABASE_URL: 'postgres://host/database', ...env },
      stdout: hear('out'),
      stderr: hear('err'),
      exit: () => undefined,
    },
  )
  return { exit, ...said }
}

const nothing = () => []

test('--help prints every setting, and no value', async () => {
  const { exit, out } = await run(nothing, { args: ['--help'], env: { SHIXU_DATABASE_URL: SECRET } })
  expect(exit).toBe(0)
  expect(out).toContain('SHIXU_DATABASE_URL')
  expect(out).not.toContain('secret-that-nobody-says')
})

test('wrong settings are told all at once, a secret without its value, and end with 2', async () => {
  const { exit, err } = await run(nothing, { env: { SHIXU_PORT: 'none', SHIXU_DATABASE_URL: SECRET } })
  expect(exit).toBe(2)
  expect(err).toBe(
    'shixu invented: SHIXU_PORT is "none": expected a whole number from 0 to 65535\nSHIXU_DATABASE_URL: expected postgres://user:password@host:5432/database\n',
  )
})

test('what fails while it starts ends it with 4 and one line, after what had started was stopped', async () => {
  const stopped: string[] = []
  const fault = new Error('no disk', { cause: new Error('unplugged') })
  const answer = await run(() => [
    { name: 'one', start: () => () => void stopped.push('one') },
    { name: 'other', start: () => Promise.reject(fault) },
  ])
  expect(answer).toEqual({ exit: 4, out: '', err: 'shixu invented: no disk (unplugged)\n' })
  expect(stopped).toEqual(['one'])
})

test('what fails for good later is shown by its health, and ends it in order with 4', async () => {
  const stopped: (string | null)[] = []
  const answer = await run(({ failed, vitals }) => [
    {
      name: 'work',
      start: () => {
        setTimeout(failed, 10, new Error('the client gave up'))
        return () => void stopped.push(vitals.healthy())
      },
    },
  ])
  expect(answer).toEqual({ exit: 4, out: '', err: 'shixu invented: the client gave up\n' })
  expect(stopped).toEqual(['the client gave up'])
})
