/**
 * Asks the registry for known faults of the packages in the lock file; fails on grave ones. Where a registry keeps no such list, the lock file is held against the kept one
 * (tools/audit/known-advisories.json), which knows a few of the packages that read what comes from outside, and says so.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import known from './audit/known-advisories.json' with { type: 'json' }
import { knownFaults } from './audit/known-faults.ts'

interface Audit {
  readonly error?: { readonly code?: string; readonly summary?: string }
  readonly message?: string
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> }
}

const askRegistry = (): Audit => {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 120_000 })
  try {
    return JSON.parse(stdout) as Audit
  } catch {
    return { message: stdout.slice(0, 200) }
  }
}

const byKeptList = (): void => {
  const lock = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8'))
  const faults = knownFaults(lock, known.advisories)
  const names = new Set(known.advisories.map((advisory) => advisory.package))
  const ids = known.advisories.flatMap((advisory) => advisory.ids)
  console.log(
    `held against the kept list of ${known.gathered} instead: ${ids.length} advisories of ${names.size} packages, not complete. Found: ${faults.length}`,
  )
  for (const fault of faults) console.log(fault)
  if (faults.length > 0) process.exitCode = 1
}

const audit = askRegistry()
const found = audit.metadata?.vulnerabilities
if (found === undefined) {
  console.log(`the registry was asked for known faults of dependencies and does not answer: ${audit.message ?? audit.error?.summary ?? 'no reason'}`)
  byKeptList()
} else {
  console.log(
    `known faults of dependencies: ${Object.entries(found)
      .map(([grade, count]) => `${count} ${grade}`)
      .join(', ')}`,
  )
  if ((found.high ?? 0) + (found.critical ?? 0) > 0) {
    console.log('look at them with npm audit --omit=dev')
    process.exitCode = 1
  }
}
