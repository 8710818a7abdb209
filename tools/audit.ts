/** Asks the registry for known faults of the packages in the lock file; fails on grave ones. A registry that keeps no such list is said, and is no failure. */
import { spawnSync } from 'node:child_process'

interface Audit {
  readonly error?: { readonly code?: string; readonly summary?: string }
  readonly message?: string
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> }
}

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 120_000 })
const audit = ((): Audit => {
  try {
    return JSON.parse(stdout) as Audit
  } catch {
    return { message: stdout.slice(0, 200) }
  }
})()

const found = audit.metadata?.vulnerabilities
if (found === undefined) console.log(`dependencies were not audited, the registry does not answer: ${audit.message ?? audit.error?.summary ?? 'no reason'}`)
else {
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
