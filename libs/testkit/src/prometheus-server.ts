import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePorts } from './free-ports.ts'
import { startHttpProgram } from './http-program.ts'

export interface PrometheusServer {
  readonly url: string
  /** The value of `query` at a time (seconds since 1970; the server's now without one), a row a series. */
  instant(query: string, at?: number): Promise<readonly InstantRow[]>
  /** Resolves when the server has ended and its folder is gone. */
  stop(): Promise<void>
}

export interface InstantRow {
  readonly metric: Readonly<Record<string, string>>
  readonly value: number
}

export interface PrometheusParts {
  /** The port of its pages; a free one without it. */
  readonly port?: number
  /** prometheus.yml; its rule files by absolute paths. */
  readonly config?: string
  /** OpenMetrics text with timestamps, which the server holds from the beginning, however old. */
  readonly backfill?: string
  /** A folder of blocks, which the server begins with a copy of. */
  readonly blocks?: string
  readonly flags?: readonly string[]
}

const PROGRAMS = ['/usr/bin/prometheus', '/usr/bin/promtool']
/** Blocks of two hours, promtool's own choice, would be thousands a year. */
const BLOCKS = '--max-block-duration=5000h'
const run = promisify(execFile)

/** What to say where the machine has no Prometheus; null where it has. */
export const prometheusMissing = (): string | null =>
  PROGRAMS.every((program) => existsSync(program)) ? null : `Prometheus is not installed: apt-get install prometheus (${PROGRAMS.join(' and ')} are looked for)`

/** Starts a server of its own in a temporary folder on a free port, which forgets nothing for its age. Throws where none is installed. */
export const startPrometheus = async ({ config = '', backfill, blocks, flags = [], port: wanted }: PrometheusParts = {}): Promise<PrometheusServer> => {
  const missing = prometheusMissing()
  if (missing !== null) throw new Error(missing)
  const folder = mkdtempSync(join(tmpdir(), 'shixu-prometheus-'))
  try {
    writeFileSync(join(folder, 'prometheus.yml'), config)
    if (backfill !== undefined) await fill(folder, backfill)
    if (blocks !== undefined) cpSync(blocks, join(folder, 'data'), { recursive: true })
    const port = wanted ?? (await freePorts(1))[0] ?? 0
    const stop = await startServer({ folder, port, flags })
    return { url: `http://127.0.0.1:${port}`, instant: (query, at) => askInstant(`http://127.0.0.1:${port}`, query, at), stop }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

const fill = async (folder: string, text: string): Promise<void> => {
  const file = join(folder, 'samples.txt')
  writeFileSync(file, text)
  await run('/usr/bin/promtool', ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', BLOCKS, file, join(folder, 'data')])
  rmSync(file)
}

const startServer = async ({ folder, port, flags }: { folder: string; port: number; flags: readonly string[] }): Promise<() => Promise<void>> => {
  const own = [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`, '--storage.tsdb.retention.time=100y']
  const args = [...own, `--web.listen-address=127.0.0.1:${port}`, '--web.enable-lifecycle', ...flags]
  return startHttpProgram({ program: '/usr/bin/prometheus', args, folder, readyUrl: `http://127.0.0.1:${port}/-/ready` })
}

interface InstantAnswer {
  readonly status: string
  readonly error?: string
  readonly data?: { readonly result: readonly { readonly metric: Record<string, string>; readonly value: readonly [number, string] }[] }
}

const askInstant = async (url: string, query: string, at?: number): Promise<readonly InstantRow[]> => {
  const body = new URLSearchParams({ query, ...(at !== undefined && { time: String(at) }) })
  const answer = (await (await fetch(`${url}/api/v1/query`, { method: 'POST', body })).json()) as InstantAnswer
  if (answer.data === undefined) throw new Error(`Prometheus refused ${query}: ${answer.error ?? answer.status}`)
  return answer.data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }))
}
