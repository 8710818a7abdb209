import { readEnv } from '@shixu/runtime'
import { describe, expect, it } from 'vitest'
import { MAIL, openMail } from './mail-settings.ts'

const world = { calendar: { now: () => 0, today: () => '2024-06-20' } }
const open = (environment: Readonly<Record<string, string>>) => openMail(readEnv(MAIL, environment), world)

const RIGHT = { SHIXU_SMTP_HOST: 'smtp.example.org', SHIXU_SMTP_FROM_ADDRESS: 'shixu@example.org', SHIXU_SMTP_USER: 'shixu', SHIXU_SMTP_PASSWORD: 'secret' }

describe('the mail channel', () => {
  it('is not there where no server is named', () => {
    expect(open({})).toEqual([])
  })

  it('is there where one is', () => {
    expect(open(RIGHT).map(({ name }) => name)).toEqual(['smtp'])
    expect(open({ SHIXU_SMTP_HOST: '127.0.0.1', SHIXU_SMTP_TLS: 'none', SHIXU_SMTP_FROM_ADDRESS: 'shixu@example.org' })).toHaveLength(1)
  })

  it.each([
    ['no writer', { SHIXU_SMTP_FROM_ADDRESS: '' }, 'SHIXU_SMTP_FROM_ADDRESS is not set'],
    ['a writer that is no mailbox', { SHIXU_SMTP_FROM_ADDRESS: 'a@b>, c@d' }, 'expected an address'],
    ['an open line', { SHIXU_SMTP_TLS: 'none' }, 'smtp.example.org is not this machine'],
    ['a user without a password', { SHIXU_SMTP_PASSWORD: '' }, 'expected SHIXU_SMTP_PASSWORD or SHIXU_SMTP_PASSWORD_FILE'],
    ['a password without a user', { SHIXU_SMTP_USER: '' }, 'expected SHIXU_SMTP_USER'],
    ['a certificate that is not there', { SHIXU_SMTP_CA_FILE: '/nowhere/ca.pem' }, 'the file cannot be read (ENOENT)'],
  ])('is refused with %s, and the secret is not told', (_what, wrong, words) => {
    expect(() => open({ ...RIGHT, ...wrong })).toThrow(words)
    expect(() => open({ ...RIGHT, ...wrong })).not.toThrow('secret')
  })
})
