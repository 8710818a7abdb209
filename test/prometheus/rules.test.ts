import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../rooms.ts'
import { alertRules, alertTests, PROMETHEUS, ruleGroups, rules } from './rule-files.ts'

const RUNBOOKS = join(ROOT, 'docs', 'runbooks')
const CHINESE = /\p{Script=Han}/u
const TEAMS = ['targets', 'data', 'notices', 'platform']
const SEVERITIES = ['critical', 'warning', 'info']
const page = readFileSync(join(ROOT, 'docs', 'metrics.md'), 'utf8')
const told = new Set([...page.matchAll(/^\| `(\w+)` \|/gmu)].map(([, name = '']) => name))

const runbookOf = (annotations: Readonly<Record<string, string>>): string =>
  /^\{\{ \$externalLabels\.runbooks \}\}\/([\w-]+\.md)$/u.exec(annotations.runbook_url ?? '')?.[1] ?? 'none'

test.each(alertRules().map((rule) => [rule.alert, rule] as const))(
  '%s says whom it is for, in both languages, and links to a page of its own',
  (alert, { labels, annotations }) => {
    expect(labels).toMatchObject({ audience: 'operators', team: expect.toBeOneOf(TEAMS), severity: expect.toBeOneOf(SEVERITIES) })
    for (const key of ['summary', 'description']) {
      expect(annotations[key]).toMatch(CHINESE)
      expect(annotations[`${key}_en`]).toMatch(/^[^\p{Script=Han}]+$/u)
    }
    const text = readFileSync(join(RUNBOOKS, runbookOf(annotations)), 'utf8')
    expect(text).toMatch(new RegExp(`^# ${alert} · .*${CHINESE.source}`, 'u'))
    expect(text.split('\n## ').map((part) => part.split('\n')[0])).toEqual([expect.any(String), 'Look at', 'Do'])
    expect(text).toContain('```')
  },
)

test.each(alertRules().map(({ alert }) => alert))('%s is tested where it fires and where it does not', (alert) => {
  const of = alertTests().filter(({ alertname }) => alertname === alert)
  expect(of.filter(({ exp_alerts }) => exp_alerts.length > 0).length).toBeGreaterThan(0)
  expect(of.filter(({ exp_alerts }) => exp_alerts.length === 0).length).toBeGreaterThan(0)
})

test('no test and no runbook is of an alert that is not there', () => {
  const alerts = new Set(alertRules().map(({ alert }) => alert))
  expect(alertTests().filter(({ alertname }) => !alerts.has(alertname))).toEqual([])
  expect(readdirSync(RUNBOOKS).toSorted()).toEqual(
    alertRules()
      .map(({ annotations }) => runbookOf(annotations))
      .toSorted(),
  )
})

/** The metrics that a text names, without the endings of a histogram's series. */
const metricsIn = (text: string): readonly string[] => [...text.matchAll(/\bshixu_\w+/gu)].map(([name]) => name.replace(/_(?:sum|count|bucket)$/u, ''))

test('every metric that a rule, a test or a runbook names is one that a service shows', () => {
  const runbooks = readdirSync(RUNBOOKS).map((name) => readFileSync(join(RUNBOOKS, name), 'utf8'))
  const named = new Set([...rules().map(({ expr }) => expr), ...runbooks].flatMap(metricsIn))
  expect(named.size).toBeGreaterThan(20)
  expect([...named].filter((name) => !told.has(name))).toEqual([])
})

test('every recorded series that a rule or a runbook names is recorded', () => {
  const recorded = new Set(rules().map(({ record }) => record))
  const texts = [...rules().map(({ expr }) => expr), ...readdirSync(RUNBOOKS).map((name) => readFileSync(join(RUNBOOKS, name), 'utf8'))]
  const named = new Set(texts.flatMap((text) => [...text.matchAll(/\bshixu:\w+:\w+/gu)].map(([name]) => name)))
  expect([...named].filter((name) => !recorded.has(name))).toEqual([])
})

test('the commands that runbooks name are there, and so are the pages that they link to', () => {
  const commands = [...readFileSync(join(ROOT, 'docs', 'commands.md'), 'utf8').matchAll(/^## `shixu ([\w ]+)`/gmu)].map(([, name = '']) => name)
  for (const name of readdirSync(RUNBOOKS)) {
    const text = readFileSync(join(RUNBOOKS, name), 'utf8')
    const unknown = [...text.matchAll(/npx shixu ([a-z]+(?: [a-z]+)*)/gu)]
      .map(([, words = '']) => words)
      .filter((words) => !commands.some((command) => words.startsWith(command)))
    expect({ name, unknown }).toEqual({ name, unknown: [] })
    const links = [...text.matchAll(/\]\(([\w./-]+\.md)\)/gu)].map(([, link = '']) => link)
    expect({ name, gone: links.filter((link) => !existsSync(join(RUNBOOKS, link))) }).toEqual({ name, gone: [] })
  }
})

test('jobs are named as the rules expect, and both configurations load all rules', () => {
  for (const name of ['prometheus.yml', 'prometheus.standalone.yml']) {
    const config = parse(readFileSync(join(PROMETHEUS, name), 'utf8')) as {
      readonly rule_files: readonly string[]
      readonly scrape_configs: readonly { readonly job_name: string; readonly static_configs: readonly { readonly targets: readonly string[] }[] }[]
    }
    expect(config.rule_files).toEqual(['rules/*.yml'])
    const ours = config.scrape_configs.filter(({ static_configs }) => static_configs.some(({ targets }) => targets.some((target) => /:840\d$/u.test(target))))
    expect(ours.length).toBeGreaterThan(0)
    expect(ours.filter(({ job_name }) => !job_name.startsWith('shixu-'))).toEqual([])
  }
})

test('the rules for the Prometheus operator are the same', () => {
  const resource = parse(readFileSync(join(ROOT, 'deploy', 'kubernetes', 'base', 'prometheus-rules.yaml'), 'utf8')) as {
    readonly spec: { readonly groups: unknown }
  }
  expect(resource.spec.groups).toEqual(ruleGroups())
})
