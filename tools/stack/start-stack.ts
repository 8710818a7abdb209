import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startKafka } from '@shixu/testkit/kafka'
import { startPostgres } from '@shixu/testkit/postgres'
import { startMailSink } from './mail-sink.ts'
import { startMonitoring } from './monitoring.ts'
import { type ServiceProcess, type Settings, shixu, startService, untilReady } from './process.ts'

export interface StackOptions {
  /** The folder whose folders are the registries. */
  readonly seeds: string
  /** Settings of every service, beside or instead of the stack's own. */
  readonly settings?: Settings
  /** Whether the pages are at their usual ports; otherwise each is at a free one. */
  readonly usualPorts?: boolean
  /** Whether Prometheus' alerts fire at once, where its rules would wait to be sure. */
  readonly impatient?: boolean
  /** Told what is started, one line each. */
  readonly say?: (line: string) => void
}

/** The whole of shixu as processes of this machine, and where each part is. */
export interface Stack {
  readonly addresses: Readonly<Record<'ingest' | 'evaluator' | 'notifier' | 'ledger' | 'prometheus' | 'alertmanager' | 'kafka' | 'postgres', string>>
  /** Where mails and logs are. */
  readonly folders: Readonly<Record<'mail' | 'logs', string>>
  /** What a `shixu` command needs to speak to it. */
  readonly settings: Settings
  /** Stops all of it in reverse order, and leaves nothing behind. */
  stop(): Promise<void>
}

const SERVICES = { ledger: 8404, evaluator: 8402, notifier: 8403, ingest: 8401 } as const

type Stop = () => Promise<unknown> | unknown

/** Starts a real Kafka, PostgreSQL, Prometheus and Alertmanager, a mail sink and the four services, each a process of its own. Where one fails, what was started is stopped, and it throws. */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const stops: Stop[] = []
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each()
  }
  try {
    return await startAll(options, { stops, stop })
  } catch (fault) {
    await stop()
    throw fault
  }
}

interface Stopping {
  readonly stops: Stop[]
  readonly stop: () => Promise<void>
}

const startAll = async (
  { seeds, settings: given = {}, usualPorts = false, impatient = false, say = () => undefined }: StackOptions,
  { stops, stop }: Stopping,
): Promise<Stack> => {
  const root = mkdtempSync(join(tmpdir(), 'shixu-stack-'))
  stops.push(() => rmSync(root, { recursive: true, force: true }))
  const folders = { mail: join(root, 'mail'), logs: join(root, 'logs'), rules: join(root, 'rules') }
  for (const folder of Object.values(folders)) mkdirSync(folder)

  say('Kafka, PostgreSQL and a mail sink …')
  const [kafka, postgres, mail] = await Promise.all([startKafka(), startPostgres(), startMailSink(folders.mail)])
  stops.push(kafka.stop, postgres.stop, mail.stop)
  const settings: Settings = {
    SHIXU_KAFKA_BROKERS: kafka.brokers.join(','),
    SHIXU_DATABASE_URL: postgres.url,
    SHIXU_SEEDS: seeds,
    SHIXU_MAILDIR: join(root, 'maildir'),
    ...mail.settings,
    ...given,
  }
  await shixu(settings, ['kafka', 'topics', 'apply', '--partitions', '4', '--replication', '1', '--yes'])

  const services: ServiceProcess[] = []
  for (const [name, port] of Object.entries(SERVICES)) {
    say(`${name} …`)
    const service = await startService(name, { settings: { ...settings, SHIXU_PORT: usualPorts ? String(port) : '0' }, folder: folders.logs })
    stops.push(service.stop)
    services.push(service)
  }
  for (const service of services) await untilReady(service)

  say('Prometheus and Alertmanager …')
  const urls = Object.fromEntries(services.map(({ name, url }) => [name, url])) as Record<keyof typeof SERVICES, string>
  const monitoring = await startMonitoring({ services: urls, mail: mail.address, usualPorts, impatient, folder: folders.rules })
  stops.push(monitoring.stop)
  const addresses = { ...urls, ...monitoring.urls, kafka: kafka.brokers.join(','), postgres: postgres.url }
  return { addresses, folders, settings, stop }
}
