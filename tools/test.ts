/**
 * The whole test run: format, lint, types, unused code, then every test. Prints what was left out for want of a server's program, and ends with `N passed, M failed`.
 * With CI=true a missing program is a failure. With `--faults` only the fault campaigns run, in full length.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numFailedTestSuites: number
  readonly success: boolean
}

const [, , ...given] = process.argv
const faults = given.includes('--faults')

/** How long the campaigns are; in every other run they are short. */
const CAMPAIGNS = { SHIXU_KILLS: '60' }

const run = (command: string, args: readonly string[]): boolean => {
  console.log(`\n> ${command} ${args.join(' ')}`)
  const env = faults ? { ...CAMPAIGNS, ...process.env } : process.env
  return spawnSync('npx', ['--no-install', command, ...args], { stdio: 'inherit', env }).status === 0
}

const checks: readonly (readonly [string, readonly string[]])[] = [
  ['biome', ['check', '.']],
  ['tsc', ['-p', '.']],
  ['tsc', ['-p', 'libs/domain']],
  ['knip', []],
]

const isOnPath = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

const programs = [
  {
    name: 'PostgreSQL',
    present: () =>
      existsSync('/usr/lib/postgresql') && readdirSync('/usr/lib/postgresql').some((version) => existsSync(`/usr/lib/postgresql/${version}/bin/initdb`)),
    suites: 'every store on PostgreSQL (*.postgres.int.test.ts)',
    install: 'apt-get install postgresql',
  },
  {
    name: 'Java',
    present: () => isOnPath('java'),
    suites: 'the log on a real Kafka (*.kafka.int.test.ts)',
    install: 'apt-get install openjdk-17-jre-headless',
  },
  {
    name: 'Maven',
    present: () => isOnPath('mvn') || existsSync(join(import.meta.dirname, '..', '.cache', 'kafka')),
    suites: 'the log on a real Kafka, whose jars it fetches once (*.kafka.int.test.ts)',
    install: 'apt-get install maven',
  },
  {
    name: 'Prometheus',
    present: () => existsSync('/usr/bin/prometheus') && existsSync('/usr/bin/promtool'),
    suites: 'what is asked of a real Prometheus',
    install: 'apt-get install prometheus',
  },
  {
    name: 'Alertmanager',
    present: () => existsSync('/usr/bin/prometheus-alertmanager'),
    suites: 'what is sent to a real Alertmanager',
    install: 'apt-get install prometheus-alertmanager',
  },
  {
    name: 'Exim',
    present: () => existsSync('/usr/sbin/exim4') && process.getuid?.() === 0,
    suites: 'mail through a real mail server, which root alone may start (*.exim.int.test.ts)',
    install: 'apt-get install exim4-daemon-light, and be root',
  },
  {
    name: 'kubectl',
    present: () => isOnPath('kubectl'),
    suites: 'the overlays of deploy/kubernetes (test/deploy/kubernetes.test.ts)',
    install: 'a kubectl of 1.21 or later',
  },
  {
    name: 'schemathesis',
    present: () => existsSync(join(import.meta.dirname, '..', '.cache', 'schemathesis', 'bin', 'schemathesis')),
    suites: 'the API against invented requests (test/api.int.test.ts)',
    install: 'python3 -m venv .cache/schemathesis && .cache/schemathesis/bin/pip install -r test/schemathesis-requirements.txt',
  },
] as const

const failedChecks = (faults ? [] : checks).filter(([command, args]) => !run(command, args)).map(([command, args]) => [command, ...args].join(' '))

const folder = mkdtempSync(join(tmpdir(), 'shixu-test-'))
const file = join(folder, 'report.json')
run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...(faults ? ['.faults.'] : given)])
const report: Report | null = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null
rmSync(folder, { recursive: true })

const missing = programs.filter((program) => !program.present())
for (const program of missing) console.log(`not run, ${program.name} is missing: ${program.suites}. To run them: ${program.install}`)
for (const check of failedChecks) console.log(`failed: ${check}`)

const skipped = report?.numPendingTests ?? 0
if (skipped > 0) console.log(`${skipped} tests were skipped`)
// Where everything has to be there, a test that leaves itself out is a fault: a green run must not hide it.
const missingFailed = process.env.CI === 'true' ? missing.length + skipped : 0
const brokenSuites = report !== null && !report.success && report.numFailedTests === 0 ? Math.max(1, report.numFailedTestSuites) : 0
const failed = failedChecks.length + missingFailed + (report === null ? 1 : report.numFailedTests + brokenSuites)
const passed = (faults ? 0 : checks.length - failedChecks.length) + (report?.numPassedTests ?? 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
