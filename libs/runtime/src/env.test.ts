import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { EnvironmentFault, list, oneOf, perhaps, readEnv, text, wholeNumber } from './env.ts'

const settings = {
  port: wholeNumber({ name: 'SHIXU_PORT', purpose: 'where metrics are served', fallback: '8400', from: 1, to: 65535 }),
  level: oneOf({ name: 'SHIXU_LOG_LEVEL', purpose: 'how much is logged', fallback: 'info', words: ['debug', 'info'] }),
  regions: list({ name: 'SHIXU_METRICS_REGIONS', purpose: 'regions with series of their own', fallback: '' }),
  brokers: text({ name: 'SHIXU_BROKERS', purpose: 'where Kafka is' }),
}

test('defaults fill what is not set, and given values win', () => {
  expect(readEnv(settings, { SHIXU_BROKERS: 'a:9092', SHIXU_PORT: '9000', SHIXU_METRICS_REGIONS: '420100, 420200' })).toEqual({
    port: 9000,
    level: 'info',
    regions: ['420100', '420200'],
    brokers: 'a:9092',
  })
})

test('all problems are told together, each with what would be right', () => {
  expect(() => readEnv(settings, { SHIXU_PORT: '70000', SHIXU_LOG_LEVEL: 'loud' })).toThrow(
    new EnvironmentFault(
      'SHIXU_PORT is "70000": expected a whole number from 1 to 65535\nSHIXU_LOG_LEVEL is "loud": expected one of debug, info\nSHIXU_BROKERS is not set: where Kafka is',
    ),
  )
})

test('a secret that cannot be read is named but not shown', () => {
  const password = { ...text({ name: 'SHIXU_PASSWORD', purpose: 'of the mail server' }), secret: true }
  expect(() => readEnv({ password }, { SHIXU_PASSWORD: '  ' })).toThrow('SHIXU_PASSWORD: expected a text that is not empty')
})

test('a secret may stand in a file, and in one place only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-env-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'password')
  writeFileSync(file, 'invented secret\n')
  const password = { ...text({ name: 'SHIXU_PASSWORD', purpose: 'of the mail server' }), secret: true }
  expect(readEnv({ password }, { SHIXU_PASSWORD_FILE: file })).toEqual({ password: 'invented secret' })
  expect(() => readEnv({ password }, { SHIXU_PASSWORD_FILE: file, SHIXU_PASSWORD: 'other' })).toThrow('SHIXU_PASSWORD and SHIXU_PASSWORD_FILE are both set')
  expect(() => readEnv({ password }, { SHIXU_PASSWORD_FILE: join(folder, 'gone') })).toThrow('the file cannot be read (ENOENT)')
  expect(() => readEnv({ password }, {})).toThrow('SHIXU_PASSWORD is not set, and neither is SHIXU_PASSWORD_FILE')
})

test('what may be left out is null where it is, and is read as it would be otherwise', () => {
  const host = perhaps(text({ name: 'SHIXU_SMTP_HOST', purpose: 'the mail server' }))
  const secret = perhaps({ ...text({ name: 'SHIXU_SECRET', purpose: 'what nobody may know' }), secret: true })
  expect(readEnv({ host, secret }, {})).toEqual({ host: null, secret: null })
  expect(readEnv({ host, secret }, { SHIXU_SMTP_HOST: 'mail', SHIXU_SECRET: 's' })).toEqual({ host: 'mail', secret: 's' })
})
