import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALL_SETTINGS } from '@shixu/standalone'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { TOP } from './compose-file.ts'
import { type Manifest, unknownKeys, validate } from './kubernetes-schemas.ts'

const BASE = join(TOP, 'deploy', 'kubernetes', 'base')
const OVERLAYS = join(TOP, 'deploy', 'kubernetes', 'overlays')
const { standalone: _, ...SERVICES } = ALL_SETTINGS

const documentsOf = (text: string): readonly Manifest[] => parseAllDocuments(text).map((document) => document.toJS() as Manifest)
const { resources } = parse(readFileSync(join(BASE, 'kustomization.yaml'), 'utf8')) as { readonly resources: readonly string[] }
const base = resources.flatMap((file) => documentsOf(readFileSync(join(BASE, file), 'utf8')))
const config = readFileSync(join(BASE, 'settings.env'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => line.slice(0, line.indexOf('=')))

it('names every file of the base', () => {
  const files = readdirSync(BASE).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml')
  expect(resources.toSorted()).toEqual(files.toSorted())
})

it.each(base.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const))(
  '%s is what the schema of Kubernetes allows',
  async (_name, manifest) => {
    expect(await validate(manifest)).toEqual([])
  },
)

it('says nothing that the schemas do not know', { timeout: 60_000 }, () => {
  expect(unknownKeys(base)).toBe('')
  const [first] = base
  expect(unknownKeys([{ ...first!, spec: { ...first!.spec, replica: 1 } as never }])).toContain(`'"replica"' does not exist`)
})

describe.each(Object.entries(SERVICES))('%s', (name, settings) => {
  const deployment = base.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name)
  const [container] = deployment?.spec?.template?.spec?.containers ?? []
  const given = [...config, ...(container?.env ?? []).map((variable) => variable.name)]

  it('is given settings that it reads, and all that it must be given', () => {
    const known = Object.values(settings).flatMap((setting) => [setting.name, `${setting.name}_FILE`] as string[])
    expect((container?.env ?? []).filter((variable) => !known.includes(variable.name))).toEqual([])
    const required = Object.values(settings).filter(({ fallback }) => fallback === undefined)
    expect(required.filter((setting) => !given.includes(setting.name) && !given.includes(`${setting.name}_FILE`))).toEqual([])
  })

  it('is asked on the port that it serves, where it can neither write nor become root', () => {
    expect(String(container?.ports?.[0]?.containerPort)).toBe(Object.values(settings).find((setting) => setting.name === 'SHIXU_PORT')?.fallback)
    expect([container?.livenessProbe?.httpGet?.path, container?.readinessProbe?.httpGet?.path]).toEqual(['/healthz', '/readyz'])
    expect(container?.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false })
    expect(deployment?.spec?.template?.spec?.securityContext).toMatchObject({ runAsNonRoot: true })
  })

  it('may lose one pod at a time', () => {
    expect(base.some(({ kind, metadata }) => kind === 'PodDisruptionBudget' && metadata.name === name)).toBe(true)
    expect(deployment?.spec?.replicas).toBeGreaterThan(1)
  })
})

/** Where it is missing, the test run says so. */
const hasKubectl = spawnSync('kubectl', ['version', '--client']).error === undefined

it.runIf(hasKubectl).each(readdirSync(OVERLAYS))(
  'the overlay %s builds, into what the schemas allow, in one namespace and with pinned images',
  async (overlay) => {
    const built = documentsOf(execFileSync('kubectl', ['kustomize', join(OVERLAYS, overlay)], { encoding: 'utf8', stdio: 'pipe' }))
    expect(built.length).toBeGreaterThanOrEqual(base.length)
    for (const manifest of built) {
      expect(await validate(manifest), `${manifest.kind} ${manifest.metadata.name}`).toEqual([])
      expect(manifest.metadata.namespace).toBeTypeOf('string')
      for (const { image } of manifest.spec?.template?.spec?.containers ?? []) expect(image).toMatch(/:\d+\.\d+\.\d+$/u)
    }
  },
)
