import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALL_SETTINGS } from '@shixu/standalone'
import { describe, expect, it, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { TOP } from './compose-file.ts'

const KUBERNETES = join(TOP, 'deploy', 'kubernetes')
const BASE = join(KUBERNETES, 'base')

type Labels = Readonly<Record<string, string>>
interface Selector {
  readonly matchLabels?: Labels
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values: readonly string[] }[]
}
interface Rule {
  readonly from?: readonly { readonly namespaceSelector: Selector }[]
  readonly to?: readonly { readonly namespaceSelector: Selector }[]
  readonly ports: readonly { readonly port: number | string }[]
}
interface Variable {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string; readonly optional?: boolean } }
}
interface Volume {
  readonly name: string
  readonly secret?: { readonly secretName: string; readonly optional?: boolean; readonly items?: readonly { readonly key: string; readonly path: string }[] }
}
interface Pod {
  readonly terminationGracePeriodSeconds?: number
  readonly volumes?: readonly Volume[]
  readonly containers: readonly {
    readonly env?: readonly Variable[]
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[]
    readonly lifecycle?: { readonly preStop: { readonly exec: { readonly command: readonly [string, string] } } }
  }[]
}
interface Resource {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly template?: { readonly metadata: { readonly labels: Labels }; readonly spec: Pod }
    readonly podSelector?: Selector
    readonly policyTypes?: readonly string[]
    readonly ingress?: readonly Rule[]
    readonly egress?: readonly Rule[]
  }
}

const resources = readdirSync(BASE)
  .filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
  .flatMap((name) => parseAllDocuments(readFileSync(join(BASE, name), 'utf8')).map((document) => document.toJS() as Resource))
const policies = resources.filter(({ kind }) => kind === 'NetworkPolicy')
const pods = resources.filter(({ spec }) => spec.template !== undefined).map(({ metadata, spec }) => [metadata.name, spec.template!] as const)
const secretsLine = readFileSync(join(KUBERNETES, 'overlays', 'example', 'kustomization.yaml'), 'utf8')

const selects = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([name, value]) => labels[name] === value) &&
  matchExpressions.every(({ key, operator, values }) => operator === 'In' && values.includes(labels[key] ?? ''))

const goesOut = (labels: Labels): readonly string[] =>
  policies
    .filter(({ spec }) => spec.policyTypes?.includes('Egress') && selects(spec.podSelector!, labels))
    .flatMap(({ spec }) => spec.egress ?? [])
    .flatMap(({ to, ports }) =>
      ports.map(({ port }) => (to ? `${port} of ${to[0]?.namespaceSelector.matchLabels?.['kubernetes.io/metadata.name']}` : String(port))),
    )

const BROKERS = ['53', '53', '9092', '9093', '9094']

test.each([
  ['evaluator', BROKERS],
  ['topics', BROKERS],
  ['ledger', [...BROKERS, '5432']],
  ['ingest', [...BROKERS, '5432', '443', '80']],
  ['notifier', [...BROKERS, '5432', '465', '587', '25', '443', '9093 of monitoring']],
])('%s reaches what it needs and nothing else', (name, ports) => {
  const [, template] = pods.find(([each]) => each === name)!
  expect(goesOut(template.metadata.labels)).toEqual(ports)
})

test.each(pods)('%s is reached by those alone who are named', (_, { metadata }) => {
  const incoming = policies.filter(({ spec }) => spec.policyTypes?.includes('Ingress') && selects(spec.podSelector!, metadata.labels))
  expect(incoming.length).toBeGreaterThan(0)
  for (const { from, ports } of incoming.flatMap(({ spec }) => spec.ingress ?? [])) {
    expect(from?.every(({ namespaceSelector }) => Object.keys(namespaceSelector.matchLabels ?? {}).length === 1)).toBe(true)
    expect(ports).toEqual([{ port: 'http', protocol: 'TCP' }])
  }
})

test.each(pods)('%s has more time to stop than it takes', (_, { spec }) => {
  const waits = Number(spec.containers[0]?.lifecycle?.preStop.exec.command[1] ?? 0)
  // Ten seconds are the limit of every service; a job's end is no stop.
  expect(spec.terminationGracePeriodSeconds ?? 30).toBeGreaterThan(waits + 10)
})

describe.each(pods)('the secrets of %s', (_, { spec }) => {
  const [container] = spec.containers
  const variables = container?.env ?? []

  it('are files that are mounted, or keys that may be missing', () => {
    for (const { name: variable, value } of variables.filter((each) => each.name.endsWith('_FILE'))) {
      const mount = container?.volumeMounts.find(({ mountPath }) => value?.startsWith(`${mountPath}/`))
      const items = spec.volumes?.find((volume) => volume.name === mount?.name)?.secret?.items ?? []
      expect(
        items.map(({ path }) => `${mount?.mountPath}/${path}`),
        variable,
      ).toContain(value)
    }
    for (const { valueFrom } of variables) if (valueFrom) expect(valueFrom.secretKeyRef).toMatchObject({ name: 'shixu-secrets', optional: true })
  })

  it('are all told to whoever makes them', () => {
    const keys = [
      ...(spec.volumes ?? []).flatMap(({ secret }) => secret?.items?.map(({ key }) => key) ?? []),
      ...variables.flatMap(({ valueFrom }) => (valueFrom ? [valueFrom.secretKeyRef.key] : [])),
    ]
    for (const key of keys) expect(secretsLine).toContain(key)
    expect(spec.volumes?.find((volume) => volume.name === 'kafka')?.secret).toMatchObject({ secretName: 'shixu-kafka', optional: true })
  })
})

test.each(Object.entries(ALL_SETTINGS).filter(([name]) => name !== 'standalone'))('%s can be given all its secrets', (name, settings) => {
  const [, template] = pods.find(([each]) => each === name)!
  const given = (template.spec.containers[0]?.env ?? []).map((variable) => variable.name)
  const secrets = Object.values(settings).filter(({ secret }) => secret)
  expect(secrets.filter((setting) => !given.includes(setting.name) && !given.includes(`${setting.name}_FILE`))).toEqual([])
})

test('the settings of the example are ones that a service reads and takes', () => {
  const { configMapGenerator } = parse(secretsLine) as { readonly configMapGenerator: readonly { readonly literals: readonly string[] }[] }
  const settings = Object.values(ALL_SETTINGS).flatMap((each) => Object.values(each))
  for (const literal of configMapGenerator.flatMap(({ literals }) => literals)) {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/u.exec(literal) ?? []
    const setting = settings.find((each) => each.name === name || `${each.name}_FILE` === name)
    expect(setting, name).toBeDefined()
    if (setting?.name === name) expect(setting.read(value), literal).toHaveProperty('value')
  }
})
