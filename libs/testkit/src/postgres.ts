import { execFile, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the server that the integration run has started; undefined where the machine has none. */
    postgresUrl: string | undefined
  }
}

export interface PostgresServer {
  readonly url: string
  /** Resolves when the server has ended and its folder is gone. */
  stop(): Promise<void>
}

/** What to say where there is no server on this machine. */
export const POSTGRES_MISSING = 'PostgreSQL is not installed: apt-get install postgresql (its programs are looked for in /usr/lib/postgresql/*/bin)'

const READY_WITHIN_MS = 30_000
const run = promisify(execFile)

/** The folder of the newest server's programs, or null. */
export const findPostgres = (): string | null => {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(root, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb'))) ?? null
}

/**
 * Starts a server of its own in a temporary folder on a free port. It syncs nothing to disk, for it is for tests alone; with `durable` it does, as a server is that nobody has configured, and is for
 * what is to be measured. Throws where none is installed.
 */
export const startPostgres = async ({ durable = false }: { readonly durable?: boolean } = {}): Promise<PostgresServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-postgres-'))
  try {
    const identity = serverIdentity(folder)
    await run(program('initdb'), ['-D', folder, '-N', '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], { cwd: folder, ...identity })
    const port = await freePort()
    const stop = await startServer({ folder, port, identity, durable })
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** Makes an empty database on the server, so that suites do not see one another, and gives its URL. Texts are ordered by their bytes, or as people of a language order them: `en-US`. */
export const freshDatabase = async (serverUrl: string, language?: string): Promise<string> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const order = language === undefined ? [] : ['--template=template0', '--locale-provider=icu', `--icu-locale=${language}`]
  await run(program('createdb'), ['--maintenance-db', serverUrl, ...order, name])
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
}

const program = (name: string): string => {
  const folder = findPostgres()
  if (folder === null) throw new Error(POSTGRES_MISSING)
  return join(folder, name)
}

interface Identity {
  readonly uid?: number
  readonly gid?: number
}

/** The server refuses to run as root, so there it runs as the user that its package made. */
const serverIdentity = (folder: string): Identity => {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  const identity = { uid: idOf('-u'), gid: idOf('-g') }
  chownSync(folder, identity.uid, identity.gid)
  return identity
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const UNSYNCED = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

interface Starting {
  readonly folder: string
  readonly port: number
  readonly identity: Identity
  readonly durable: boolean
}

const startServer = async ({ folder, port, identity, durable }: Starting): Promise<() => Promise<void>> => {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...(durable ? [] : UNSYNCED)]
  const child = spawn(program('postgres'), ['-D', folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
    cwd: folder,
    ...identity,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let said = ''
  const ready = new Promise<void>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000)
      if (said.includes('ready to accept connections')) resolve()
    })
  })
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, READY_WITHIN_MS, 'late' as const).unref())
  const stop = async () => {
    child.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const outcome = await Promise.race([ready.then(() => 'ready' as const), ended.then(() => 'ended' as const), late])
  if (outcome === 'ready') return stop
  await stop()
  throw new Error(`PostgreSQL did not start (${outcome}): ${said}`)
}
