import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from './free-ports.ts'
import { startHttpProgram } from './http-program.ts'

export interface AlertmanagerServer {
  readonly url: string
  /** What `/api/v2/alerts` answers: what it has now, silenced and inhibited ones too. */
  alerts(): Promise<readonly HeldAlert[]>
  /** Resolves when the server has ended and its folder is gone. */
  stop(): Promise<void>
}

/** An alert as the server's API shows it. */
export interface HeldAlert {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly startsAt: string
  readonly endsAt: string
  readonly generatorURL: string
  readonly status: { readonly state: string; readonly inhibitedBy: readonly string[]; readonly silencedBy: readonly string[] }
  readonly receivers: readonly { readonly name: string }[]
}

export interface AlertmanagerParts {
  /** alertmanager.yml; without it everything goes to one receiver that does nothing. */
  readonly config?: string
  /** The port of its pages; a free one without it. */
  readonly port?: number
}

const PROGRAM = '/usr/bin/prometheus-alertmanager'
const TO_NOBODY = 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n'

/** What to say where the machine has no Alertmanager; null where it has. */
export const alertmanagerMissing = (): string | null =>
  existsSync(PROGRAM) ? null : `Alertmanager is not installed: apt-get install prometheus-alertmanager (${PROGRAM} is looked for)`

/** Starts an Alertmanager of its own, alone in its cluster, in a temporary folder. Throws where none is installed. */
export const startAlertmanager = async ({ config = TO_NOBODY, port }: AlertmanagerParts = {}): Promise<AlertmanagerServer> => {
  const missing = alertmanagerMissing()
  if (missing !== null) throw new Error(missing)
  const folder = mkdtempSync(join(tmpdir(), 'shixu-alertmanager-'))
  try {
    writeFileSync(join(folder, 'alertmanager.yml'), config)
    const url = `http://127.0.0.1:${port ?? (await freePorts(1))[0]}`
    const own = [`--config.file=${join(folder, 'alertmanager.yml')}`, `--storage.path=${join(folder, 'data')}`, '--cluster.listen-address=']
    const stop = await startHttpProgram({ program: PROGRAM, args: [...own, `--web.listen-address=${new URL(url).host}`], folder, readyUrl: `${url}/-/ready` })
    return { url, alerts: () => heldAlerts(url), stop }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

const heldAlerts = async (url: string): Promise<readonly HeldAlert[]> => {
  const response = await fetch(`${url}/api/v2/alerts`)
  if (!response.ok) throw new Error(`Alertmanager answers ${response.status}: ${await response.text()}`)
  return (await response.json()) as readonly HeldAlert[]
}
