import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT } from '../rooms.ts'

export const PROMETHEUS = join(ROOT, 'deploy', 'prometheus')
export const ALERTMANAGER = join(ROOT, 'deploy', 'alertmanager', 'alertmanager.yml')

interface Rule {
  readonly alert?: string
  readonly record?: string
  readonly expr: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
}

export type AlertRule = Rule & Required<Pick<Rule, 'alert' | 'labels' | 'annotations'>>

const namesIn = (folder: string): readonly string[] => readdirSync(join(PROMETHEUS, folder)).map((name) => join(PROMETHEUS, folder, name))
const read = <T>(path: string): T => parse(readFileSync(path, 'utf8')) as T

export const ruleFiles = (): readonly string[] => namesIn('rules')
export const testFiles = (): readonly string[] => namesIn('tests')

export const ruleGroups = () =>
  ruleFiles().flatMap((path) => read<{ readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[] }>(path).groups)
export const rules = (): readonly Rule[] => ruleGroups().flatMap((group) => group.rules)
export const alertRules = (): readonly AlertRule[] => rules().filter((rule): rule is AlertRule => rule.alert !== undefined)

interface AlertTest {
  readonly alertname: string
  readonly exp_alerts: readonly object[]
}

/** What is expected of each alert at some moment, by all test files. */
export const alertTests = (): readonly AlertTest[] =>
  testFiles().flatMap((path) =>
    read<{ readonly tests: readonly { readonly alert_rule_test?: readonly AlertTest[] }[] }>(path).tests.flatMap((each) => each.alert_rule_test ?? []),
  )
