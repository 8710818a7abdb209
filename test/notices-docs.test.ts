import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALERTMANAGER_CODES, SMTP_CODES, WEBHOOK_CODES, WECOM_CODES, WECOM_FATES } from '@shixu/adapters/channels'
import { NOTIFY_CODES } from '@shixu/pipeline'
import { expect, test } from 'vitest'
import { ROOT } from './rooms.ts'

const page = readFileSync(join(ROOT, 'docs', 'notices.md'), 'utf8')

test.each(Object.entries({ ...NOTIFY_CODES, ...SMTP_CODES, ...WEBHOOK_CODES, ...WECOM_CODES, ...ALERTMANAGER_CODES }))(
  'docs/notices.md says what the code "%s" means',
  (code, words) => {
    expect(page).toContain(`| \`${code}\` | ${words} |`)
  },
)

test('the files that docs/notices.md names are there', () => {
  const named = [...page.matchAll(/\]\(\.\.\/(libs\/[\w./-]+)\)/gu)].map(([, path]) => path ?? '')
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})

test.each(WECOM_FATES.map((fate) => [fate.errcode, fate] as const))(
  'docs/notices.md says what follows from errcode %i',
  (errcode, { outcome, againMs, blame, why }) => {
    const after = againMs === undefined ? '' : `${againMs / 1000} s`
    expect(page).toContain(`| \`${errcode}\` | ${outcome} | ${after} | ${blame ?? ''} | ${why} |`)
  },
)
