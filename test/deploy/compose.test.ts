import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ALL_SETTINGS } from '@shixu/standalone'
import { describe, expect, it, onTestFinished } from 'vitest'
import { environmentExample } from '../../tools/environment-example.ts'
import { type ComposeService, composeFile, TOP, withDefaults } from './compose-file.ts'

type Settings = (typeof ALL_SETTINGS)[string]

const compose = composeFile()
const services = Object.entries(compose.services)
const { standalone, ...cluster } = ALL_SETTINGS
const SETTINGS: Readonly<Record<string, Settings>> = { ...cluster, demo: standalone! }
/** Rules of style, which are ours to choose; the others are the specification's. */
const STYLE = [
  'no-build-and-image',
  'no-quotes-in-volumes',
  'services-alphabetical-order',
  'service-keys-order',
  'top-level-properties-order',
  'service-ports-alphabetical-order',
  'service-dependencies-alphabetical-order',
]

const variables = ({ environment = {} }: ComposeService): readonly string[] => Object.keys(environment).filter((name) => name.startsWith('SHIXU_'))
const valuesOf = (settings: Settings): readonly Settings[string][] => Object.values(settings)
const isNamedVolume = (source: string): boolean => !source.startsWith('.')
const mounts = ({ volumes = [] }: ComposeService): readonly string[] => volumes.map((volume) => withDefaults(volume).split(':')[0] ?? '')

it('is what the Compose specification allows', () => {
  const args = ['--no-install', 'dclint', 'docker-compose.yml', '--max-warnings', '0', ...STYLE.flatMap((rule) => ['--disable-rule', rule])]
  execFileSync('npx', args, { cwd: TOP, encoding: 'utf8', stdio: 'pipe' })
})

describe.each(Object.entries(SETTINGS))('the settings of %s', (name, settings) => {
  const service = compose.services[name]!
  const known = valuesOf(settings).flatMap(({ name: variable, secret }) => (secret ? [variable, `${variable}_FILE`] : [variable]))

  it('are ones that it reads', () => {
    expect(variables(service).filter((variable) => !known.includes(variable))).toEqual([])
  })

  it('hold all that it must be given', () => {
    const given = variables(service)
    const required = valuesOf(settings).filter(({ fallback }) => fallback === undefined)
    expect(required.filter(({ name: variable }) => !given.includes(variable) && !given.includes(`${variable}_FILE`))).toEqual([])
  })

  it('are values that it takes', () => {
    const refused = valuesOf(settings).flatMap((setting) => {
      const value = service.environment?.[setting.name]?.replace(/^\$\{\w+:?-([^}]*)\}$/u, '$1')
      const reading = value === undefined || value === null ? undefined : setting.read(value)
      return reading && 'wanted' in reading ? [`${setting.name}: ${reading.wanted}`] : []
    })
    expect(refused).toEqual([])
  })
})

/** What the network of the containers makes needless: one broker without a password, nobody else's topics, and the port that the image has. */
const NEEDLESS = /^SHIXU_(KAFKA_(TLS|SASL|USER|PASSWORD_FILE|CA_FILE|CERTIFICATE_FILE|KEY_FILE|PREFIX)|PORT|SEEDS|PARTITIONS)$/u

it.each(Object.entries(SETTINGS))('%s is given its secrets by files', (name, settings) => {
  // The addresses of Alertmanagers may hold a password; that of the container beside it does not.
  const secrets = valuesOf(settings).filter((setting) => setting.secret && setting.name !== 'SHIXU_ALERTMANAGER_URLS')
  expect(secrets.filter((setting) => variables(compose.services[name]!).includes(setting.name))).toEqual([])
  for (const { name: variable } of secrets) {
    const path = compose.services[name]!.environment?.[`${variable}_FILE`]
    if (path !== undefined) expect(compose.services[name]!.secrets).toContain(/^\/run\/secrets\/(\w+)$/u.exec(path ?? '')?.[1])
  }
})

it.each(Object.entries(SETTINGS).filter(([, settings]) => valuesOf(settings).some((setting) => setting.name === 'SHIXU_SEEDS')))(
  '%s, which reads registries, reads those of this checkout, or those of its image',
  (name) => {
    expect(name === 'demo' || compose.services[name]!.volumes?.includes('./seeds:/app/seeds:ro')).toBe(true)
  },
)

it.each(Object.entries(SETTINGS).filter(([name]) => name !== 'demo'))('%s can be given all that it reads', (name, settings) => {
  const given = variables(compose.services[name]!)
  const lacking = valuesOf(settings).filter(
    (setting) => !given.includes(setting.name) && !given.includes(`${setting.name}_FILE`) && !NEEDLESS.test(setting.name),
  )
  expect(lacking.map((setting) => setting.name)).toEqual([])
})

it('shows all that can be given in .env.example', () => {
  expect(readFileSync(join(TOP, '.env.example'), 'utf8'), 'npm run docs writes it').toBe(environmentExample())
})

it.each(services)('%s waits only for what is there and can be waited for', (_name, service) => {
  for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
    const awaited = compose.services[other]
    expect(awaited, other).toBeDefined()
    if (condition === 'service_healthy') expect(awaited?.healthcheck, `${other} has no health check`).toBeDefined()
    if (condition === 'service_completed_successfully') expect(awaited?.restart, `${other} never ends`).toBe('no')
  }
})

it.each(services)('%s mounts files that exist, volumes and secrets that are declared', (_name, service) => {
  for (const source of mounts(service)) {
    if (isNamedVolume(source)) expect(compose.volumes).toHaveProperty(source)
    else expect(existsSync(join(TOP, source)), source).toBe(true)
  }
  for (const secret of service.secrets ?? []) expect(compose.secrets).toHaveProperty(secret)
})

it.each(services)('%s is pinned, limited, checked, and reached from this machine alone', (_name, service) => {
  expect(service.image).toMatch(/:(v?\d+\.\d+[\w.-]*|\$\{SHIXU_VERSION:-\d+\.\d+\.\d+\})$/u)
  expect(service.deploy?.resources.limits).toMatchObject({ memory: expect.any(String), cpus: expect.any(String) })
  for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/u)
  if (service.restart !== 'no') expect(service.healthcheck?.test[0]).toBe('CMD')
})

it.each(services)('%s gains no rights', (name, { security_opt, cap_drop, read_only }) => {
  expect(security_opt).toEqual(['no-new-privileges:true'])
  // Theirs change owners of their folders when they start, or write beside their data.
  if (['kafka', 'postgres', 'grafana'].includes(name)) return
  expect({ cap_drop, read_only }).toEqual({ cap_drop: ['ALL'], read_only: true })
})

it('brings only what is asked for: what others are to see once', () => {
  expect(services.flatMap(([name, { profiles = [] }]) => profiles.map((profile) => `${profile}: ${name}`))).toEqual(['demo: demo', 'wecom: wecom'])
})

it.each(services.filter(([, { build }]) => build))('%s is built from the one Dockerfile, and cannot change itself', (_name, { build, read_only }) => {
  expect(existsSync(join(TOP, build!.dockerfile))).toBe(true)
  expect(existsSync(join(TOP, 'services', build!.args.SERVICE!, 'src', 'main.ts'))).toBe(true)
  expect(read_only).toBe(true)
})

it.each(Object.entries(SETTINGS))('the health check of %s asks the port and a path that it serves', (name, settings) => {
  const [, port, path] = /127\.0\.0\.1:(\d+)(\/\w+)/u.exec(compose.services[name]!.healthcheck!.test.at(-1)!) ?? []
  expect(port).toBe(valuesOf(settings).find((setting) => setting.name === 'SHIXU_PORT')?.fallback)
  expect(path).toBe('/healthz')
})

/** host:port of what serves, by the ports of our own and those that others have by default. */
const SERVED = new Set([
  ...Object.entries(SETTINGS).map(([name, settings]) => `${name}:${valuesOf(settings).find((setting) => setting.name === 'SHIXU_PORT')?.fallback}`),
  ...['alertmanager:9093', 'prometheus:9090', 'mail:1025', 'postgres:5432', 'kafka:9092', 'wecom:8490', 'notifier:8403'],
])

it('leads every part to one that is there: scrapes, alerts, mails, dashboards, the log', () => {
  const prometheus = readFileSync(join(TOP, 'deploy', 'prometheus', 'prometheus.yml'), 'utf8')
  const targets = [...prometheus.matchAll(/targets: \[([^\]]+)\]/gu)].flatMap(([, list = '']) => list.split(', '))
  expect(targets.filter((target) => /^(ingest|evaluator|notifier|ledger):/u.test(target))).toHaveLength(4)
  const [smarthost] = /smtp_smarthost: (\S+) # catcher/u.exec(readFileSync(join(TOP, 'deploy', 'alertmanager', 'alertmanager.yml'), 'utf8'))?.slice(1) ?? []
  const settings = services.flatMap(([, { environment = {} }]) => Object.values(environment).map((value) => withDefaults(value ?? '')))
  // One that is of another machine has a domain.
  const named = settings.flatMap((value) => [...value.matchAll(/\b([a-z]+:\d{4,5})(?!\d)/gu)].map(([, place = '']) => place))
  const places = [...targets.filter((target) => !target.startsWith('localhost:')), smarthost, ...named]
  expect(places.length).toBeGreaterThan(10)
  expect(places.filter((place) => !SERVED.has(place ?? '') && place !== 'kafka:9093')).toEqual([])
  expect([...SERVED].filter((place) => compose.services[place.split(':')[0]!] === undefined)).toEqual([])
})

/** Empty until somebody writes them in: a setting in an empty file is one that is not given. */
const GIVEN_BY_OTHERS = /^(smtp_password|webhook_secret|wecom_\w+|alertmanager_\w+)$/u

it('has every secret made by the script, once, where only the owner can reach it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-secrets-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'deploy'))
  copyFileSync(join(TOP, 'deploy', 'secrets.sh'), join(folder, 'deploy', 'secrets.sh'))
  const make = () => {
    execFileSync('sh', ['deploy/secrets.sh'], { cwd: folder, stdio: 'pipe' })
    return Object.entries(compose.secrets).map(([name, { file }]) => [name, readFileSync(join(folder, withDefaults(file)), 'utf8')] as const)
  }
  const made = make()
  expect(made.filter(([name, text]) => text.length < 20 && !GIVEN_BY_OTHERS.test(name))).toEqual([])
  expect(made.filter(([name, text]) => GIVEN_BY_OTHERS.test(name) && text !== '')).toEqual([])
  expect(make()).toEqual(made)
  expect(statSync(join(folder, 'deploy', 'secrets')).mode & 0o077).toBe(0)
})

describe('the WeCom of the profile', () => {
  const folder = join(TOP, 'deploy', 'fake-wecom')
  const lines = readFileSync(join(folder, 'settings.env'), 'utf8').split('\n')
  const given = new Map(
    lines.filter((line) => /^\w+=/u.test(line)).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
  )

  it('is one that the notifier can be led to, with secrets of its own', () => {
    expect(given.get('SHIXU_WECOM_SECRETS')).toBe('./deploy/fake-wecom')
    const files = Object.entries(compose.secrets).filter(([, { file }]) => file.includes('SHIXU_WECOM_SECRETS'))
    expect(files.map(([name]) => name)).toHaveLength(4)
    const texts = files.map(([name]) => [`SHIXU_${name.toUpperCase()}`, readFileSync(join(folder, name), 'utf8').trim()] as const)
    for (const [name, text] of [...given, ...texts].filter(([each]) => each !== 'SHIXU_WECOM_SECRETS')) {
      const setting = valuesOf(SETTINGS.notifier!).find((each) => each.name === name)
      expect(setting?.read(text), name).toHaveProperty('value')
    }
  })

  it('answers at that address and to those secrets', { timeout: 30_000 }, async () => {
    const service = compose.services.wecom!
    const [, port = ''] = /:(\d+)$/u.exec(given.get('SHIXU_WECOM_BASE') ?? '') ?? []
    expect(service.environment).toMatchObject({ PORT: port })
    const program = spawn(process.execPath, service.entrypoint!.slice(1), {
      cwd: TOP,
      env: { PATH: process.env.PATH, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(program, 'exit')
    const [said] = (await once(program.stdout, 'data')) as [Buffer]
    const base = /http:\S+/u.exec(said.toString())?.[0] ?? ''
    const secret = readFileSync(join(folder, 'wecom_secret'), 'utf8').trim()
    const token = await fetch(`${base}/cgi-bin/gettoken?corpid=${given.get('SHIXU_WECOM_CORP')}&corpsecret=${secret}`)
    expect(await token.json()).toMatchObject({ errcode: 0 })
    for (const each of ['wecom_token', 'wecom_aes_key']) expect(said.toString()).toContain(readFileSync(join(folder, each), 'utf8').trim())
    expect((await fetch(base)).status).toBe(200)
    program.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })
})
