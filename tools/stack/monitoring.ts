import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startAlertmanager } from '@shixu/testkit/alertmanager'
import { startPrometheus } from '@shixu/testkit/prometheus'

const DEPLOY = join(import.meta.dirname, '..', '..', 'deploy')

export interface MonitoringParts {
  /** The addresses of the services by name. */
  readonly services: Readonly<Record<string, string>>
  /** host:port of what catches mails. */
  readonly mail: string
  readonly usualPorts: boolean
  /** A folder for the rules as they are used here. */
  readonly folder: string
  /** Whether an alert fires at once, where the rules would wait for minutes or days to be sure. */
  readonly impatient: boolean
}

export interface Monitoring {
  readonly urls: Readonly<Record<'prometheus' | 'alertmanager', string>>
  readonly stop: () => Promise<void>
}

/** The Prometheus and Alertmanager of deploy/, with the same rules and routes, which ask every second, and the services' real addresses. */
export const startMonitoring = async (parts: MonitoringParts): Promise<Monitoring> => {
  const config = readFileSync(join(DEPLOY, 'alertmanager', 'alertmanager.yml'), 'utf8').replace('mail:1025', parts.mail)
  const alertmanager = await startAlertmanager({ config, ...(parts.usualPorts && { port: 9093 }) })
  try {
    const prometheus = await startPrometheus({ config: configOf(parts, alertmanager.url), ...(parts.usualPorts && { port: 9090 }) })
    const stop = async (): Promise<void> => {
      await prometheus.stop()
      await alertmanager.stop()
    }
    return { urls: { prometheus: prometheus.url, alertmanager: alertmanager.url }, stop }
  } catch (fault) {
    await alertmanager.stop()
    throw fault
  }
}

/** The file of deploy/ with the names of the containers replaced by addresses of this machine. */
const configOf = (parts: MonitoringParts, alertmanager: string): string => {
  const text = readFileSync(join(DEPLOY, 'prometheus', 'prometheus.yml'), 'utf8')
  const addresses = Object.entries({ ...parts.services, alertmanager })
  const hosts = addresses.reduce((config, [name, url]) => config.replaceAll(new RegExp(`\\b${name}:\\d+`, 'gu'), new URL(url).host), text)
  return hosts
    .replaceAll('rules/', `${copyRules(parts)}/`)
    .replace(/(scrape|evaluation)_interval: \S+/gu, '$1_interval: 1s')
    .replace(/scrape_timeout: \S+/u, 'scrape_timeout: 1s')
}

const copyRules = ({ folder, impatient }: MonitoringParts): string => {
  const rules = join(DEPLOY, 'prometheus', 'rules')
  for (const name of readdirSync(rules)) {
    const text = readFileSync(join(rules, name), 'utf8')
    writeFileSync(join(folder, name), impatient ? text.replace(/^( *)for: \S+$/gmu, '$1for: 0s') : text)
  }
  return folder
}
