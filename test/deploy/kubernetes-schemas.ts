import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TOP } from './compose-file.ts'

interface Container {
  readonly image: string
  readonly env?: readonly { readonly name: string; readonly value?: string }[]
  readonly ports?: readonly { readonly containerPort: number }[]
  readonly livenessProbe?: Probe
  readonly readinessProbe?: Probe
  readonly securityContext?: object
}

interface Probe {
  readonly httpGet?: { readonly path: string }
}

/** As much of a manifest as the tests ask for. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly spec?: {
    readonly replicas?: number
    readonly template?: { readonly spec?: { readonly containers?: readonly Container[]; readonly securityContext?: object } }
  }
}

type Model = new (manifest: Manifest) => { validate(): void }

/** The package of models that an API group is in: the operator's own, or that of Kubernetes. */
const moduleOf = (apiVersion: string): string => {
  if (apiVersion.startsWith('monitoring.coreos.com/')) return `@kubernetes-models/prometheus-operator/${apiVersion}`
  return `kubernetes-models/${apiVersion}`
}

/** What is wrong with a manifest by the schema of its kind; empty where nothing is. */
export const validate = async (manifest: Manifest): Promise<readonly string[]> => {
  const models = (await import(moduleOf(manifest.apiVersion))) as Readonly<Record<string, Model>>
  const Kind = models[manifest.kind]
  if (Kind === undefined) return [`there is no kind ${manifest.kind} in ${manifest.apiVersion}`]
  try {
    new Kind(manifest).validate()
    return []
  } catch (fault) {
    return [fault instanceof Error ? fault.message : String(fault)]
  }
}

/** Keys that no schema of the manifests' kinds has, as the compiler of their types says it. The schemas themselves let any key pass. */
export const unknownKeys = (manifests: readonly Manifest[]): string => {
  mkdirSync(join(TOP, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(TOP, '.cache', 'manifests-'))
  const file = join(folder, 'manifests.ts')
  const typed = manifests.map((manifest, at) => {
    const kind = `I${manifest.kind}`
    return `import type { ${kind} as T${at} } from '${moduleOf(manifest.apiVersion)}'\nexport const m${at}: T${at} = ${JSON.stringify(manifest, null, 1)}\n`
  })
  writeFileSync(file, typed.join(''))
  const options = [
    '--noEmit',
    '--ignoreConfig',
    '--strict',
    '--skipLibCheck',
    '--target',
    'esnext',
    '--module',
    'nodenext',
    '--moduleResolution',
    'nodenext',
    '--types',
    '',
  ]
  try {
    execFileSync('npx', ['--no-install', 'tsc', ...options, file], { cwd: TOP, encoding: 'utf8', stdio: 'pipe' })
    return ''
  } catch (fault) {
    return (fault as { readonly stdout?: string }).stdout || String(fault)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
