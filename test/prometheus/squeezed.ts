import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parse, stringify } from 'yaml'
import { ALERTMANAGER, PROMETHEUS, ruleFiles } from './rule-files.ts'

/** The rules of deploy/ as they are, but that none of them waits or lingers: a replay lives a year in seconds. */
export const squeezedRules = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-rules-'))
  for (const path of ruleFiles())
    writeFileSync(join(folder, basename(path)), readFileSync(path, 'utf8').replaceAll(/^( +(?:keep_firing_)?for): \S+$/gmu, '$1: 0s'))
  return folder
}

interface Scraped {
  readonly rules: string
  /** host:port of pages, and of an Alertmanager. */
  readonly targets: readonly string[]
  readonly alertmanager?: string
}

/** The configuration beside one process, asked twice a second and of these addresses. */
export const squeezedPrometheus = ({ rules, targets, alertmanager }: Scraped): string => {
  const config = parse(readFileSync(join(PROMETHEUS, 'prometheus.standalone.yml'), 'utf8')) as Record<string, Record<string, unknown>>
  return stringify({
    ...config,
    global: { ...config.global, scrape_interval: '500ms', scrape_timeout: '500ms', evaluation_interval: '500ms' },
    rule_files: [join(rules, '*.yml')],
    alerting: { ...config.alerting, alertmanagers: alertmanager === undefined ? [] : [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: [{ job_name: 'shixu-standalone', static_configs: [{ targets }] }],
  })
}

interface Route {
  readonly routes?: readonly Route[]
  readonly active_time_intervals?: readonly string[]
  readonly mute_time_intervals?: readonly string[]
}

const WAITS = { group_wait: '1s', group_interval: '1s' }

const impatient = ({ routes, ...route }: Route): Route => ({ ...route, ...WAITS, ...(routes && { routes: routes.map(impatient) }) })

const atAnyHour = ({ active_time_intervals: _, mute_time_intervals: __, routes, ...route }: Route): Route => ({
  ...route,
  ...(routes && { routes: routes.map(atAnyHour) }),
})

interface AlertmanagerSqueezed {
  /** The configuration; that of deploy/ without it. */
  readonly text?: string
  /** Whether its hours and days count. */
  readonly keepsHours?: boolean
}

/** The routes, groups and inhibitions of deploy/ without patience; every receiver posts to `sink`, by its name. */
export const squeezedAlertmanager = (sink: string, { text = readFileSync(ALERTMANAGER, 'utf8'), keepsHours = false }: AlertmanagerSqueezed = {}): string => {
  const config = parse(text) as { readonly route: Route; readonly receivers: readonly { readonly name: string }[] }
  const receivers = config.receivers.map(({ name }) => ({ name, webhook_configs: [{ url: `${sink}/${name}`, send_resolved: true }] }))
  const route = impatient(keepsHours ? config.route : atAnyHour(config.route))
  return stringify({ ...config, global: { resolve_timeout: '1m' }, route, receivers }, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })
}
