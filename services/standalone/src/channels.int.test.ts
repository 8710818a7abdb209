import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMailServer } from '@shixu/testkit/mail-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { askShixu } from './test/ask-shixu.ts'

describe('channels test', () => {
  it('sends a real mail and prints the dialogue, without the password', async () => {
    const server = await startMailServer({ login: { user: 'shixu', password: 'invented-secret' } })
    onTestFinished(() => server.close())
    const state = mkdtempSync(join(tmpdir(), 'shixu-channels-'))
    onTestFinished(() => rmSync(state, { recursive: true, force: true }))
    const environment = {
      SHIXU_STATE: state,
      SHIXU_SMTP_HOST: '127.0.0.1',
      SHIXU_SMTP_PORT: String(server.port),
      SHIXU_SMTP_TLS: 'none',
      SHIXU_SMTP_USER: 'shixu',
      SHIXU_SMTP_PASSWORD: 'invented-secret',
      SHIXU_SMTP_FROM_ADDRESS: 'shixu@example.org',
    }
    const { exit, said } = await askShixu(environment, 'channels', 'test', 'smtp', '--to', 'a@example.org')
    const stdout = said.join('\n')
    expect(exit).toBe(0)
    expect(stdout).toContain('> RCPT TO:<a@example.org>')
    expect(stdout).toMatch(/^accepted 250 /mu)
    expect(stdout).not.toContain('invented-secret')
    expect(server.mails.map(({ to }) => to)).toEqual([['a@example.org']])
  })

  it('says what is not set up, and what is not there', async () => {
    expect((await askShixu({}, 'channels', 'list')).said.join('\n')).toMatch(/^smtp +not set up; contacts need "email"$/mu)
    const absent = await askShixu({}, 'channels', 'test', 'smtp', '--to', 'a@example.org')
    expect([absent.exit, absent.told.join('\n')]).toEqual([1, expect.stringContaining('not set up')])
    const unknown = await askShixu({}, 'channels', 'test', 'pigeon')
    expect([unknown.exit, unknown.told.join('\n')]).toEqual([2, expect.stringContaining('no channel "pigeon"')])
  })
})
