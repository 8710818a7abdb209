import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { prometheusMissing } from '@shixu/testkit/prometheus'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { ROOT } from '../rooms.ts'
import { ALERTMANAGER, alertRules, PROMETHEUS, ruleFiles, testFiles } from './rule-files.ts'

const run = promisify(execFile)
const TIMEOUT = { timeout: 120_000 }

/** What the program says on both streams, and whether it was content. */
const ask = async (program: string, ...args: readonly string[]): Promise<{ readonly ok: boolean; readonly said: string }> =>
  run(program, args).then(
    ({ stdout, stderr }) => ({ ok: true, said: stdout + stderr }),
    (fault: { readonly stdout?: string; readonly stderr?: string }) => ({ ok: false, said: `${fault.stdout ?? ''}${fault.stderr ?? ''}` || String(fault) }),
  )

describe.skipIf(prometheusMissing() !== null)('promtool', () => {
  test.each(['prometheus.yml', 'prometheus.standalone.yml'])('takes %s', TIMEOUT, async (name) => {
    expect(await ask('promtool', 'check', 'config', join(PROMETHEUS, name))).toMatchObject({ ok: true })
  })

  test('takes the rules', TIMEOUT, async () => {
    expect(await ask('promtool', 'check', 'rules', '--lint-fatal', ...ruleFiles())).toMatchObject({ ok: true })
  })

  test('takes the queries of the runbooks', TIMEOUT, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shixu-runbooks-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const runbooks = join(ROOT, 'docs', 'runbooks')
    const blocks = readdirSync(runbooks).flatMap((name) => [...readFileSync(join(runbooks, name), 'utf8').matchAll(/^```promql\n([\s\S]*?)^```$/gmu)])
    const queries = blocks.flatMap(([, block = '']) => block.trim().split('\n'))
    expect(queries.length).toBeGreaterThan(20)
    const rules = queries.map((expr, index) => ({ record: `runbook:query:n${index}`, expr }))
    writeFileSync(join(folder, 'rules.yml'), stringify({ groups: [{ name: 'runbooks', rules }] }))
    expect(await ask('promtool', 'check', 'rules', join(folder, 'rules.yml'))).toMatchObject({ ok: true })
  })

  test.each(testFiles().map((path) => [path.slice(PROMETHEUS.length + 1), path] as const))(
    'finds that rules fire where they should and nowhere else: %s',
    TIMEOUT,
    async (_, path) => {
      expect(await ask('promtool', 'test', 'rules', path)).toMatchObject({ ok: true, said: expect.stringContaining('SUCCESS') })
    },
  )
})

const AMTOOL = '/usr/bin/amtool'
const hasAmtool = await run(AMTOOL, ['--version']).then(
  () => true,
  () => false,
)

/** Where an alert of ours goes, and what the notifier tells the screens. */
const ROUTES: readonly (readonly [labels: string, receiver: string])[] = [
  ['severity=warning team=targets audience=operators', 'target-desk'],
  ['severity=info team=targets audience=operators', 'target-desk'],
  ['severity=warning team=data audience=operators', 'data-desk'],
  ['severity=info team=data audience=operators', 'data-desk'],
  ['severity=critical team=platform audience=operators', 'on-call'],
  ['severity=critical team=notices audience=operators', 'on-call'],
  ['severity=critical team=data audience=operators', 'on-call'],
  ['severity=warning team=notices audience=operators', 'operators'],
  ['severity=warning team=platform audience=operators', 'operators'],
  ['severity=info team=platform audience=operators', 'operators'],
  ['source=shixu-notifier audience=operators alertname=TargetPace bureau=commerce', 'screens'],
  ['alertname=SomethingElse', 'operators'],
]

describe.skipIf(!hasAmtool)('amtool', () => {
  test('takes the configuration', TIMEOUT, async () => {
    expect(await ask(AMTOOL, 'check-config', ALERTMANAGER)).toMatchObject({ ok: true })
  })

  test.each(ROUTES)('leads %s to %s', TIMEOUT, async (labels, receiver) => {
    const { ok, said } = await ask(AMTOOL, 'config', 'routes', 'test', `--config.file=${ALERTMANAGER}`, `--verify.receivers=${receiver}`, ...labels.split(' '))
    expect({ ok, said }).toMatchObject({ ok: true, said: expect.stringContaining(receiver) })
  })

  test('leads every rule of ours to somebody', TIMEOUT, async () => {
    const kinds = new Set(
      alertRules().map(({ labels }) =>
        Object.entries(labels)
          .map(([name, value]) => `${name}=${value}`)
          .join(' '),
      ),
    )
    expect([...kinds].filter((labels) => !ROUTES.some(([each]) => each.split(' ').toSorted().join() === labels.split(' ').toSorted().join()))).toEqual([])
  })
})

test('no receiver is a contact of a bureau', () => {
  const addresses = [...readFileSync(ALERTMANAGER, 'utf8').matchAll(/[\w.+-]+@[\w.-]+/gu)].map(([address]) => address)
  expect(addresses.length).toBeGreaterThan(3)
  const seeds = readdirSync(join(ROOT, 'seeds'), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && existsSync(join(ROOT, 'seeds', entry.name, 'region.yaml')),
  )
  for (const { name } of seeds) {
    const text = readFileSync(join(ROOT, 'seeds', name, 'bureaus.yaml'), 'utf8')
    expect(parse(text)).toBeTruthy()
    expect(addresses.filter((address) => text.includes(address))).toEqual([])
  }
})
