import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { metricsTold, type ToldMetric } from '@shixu/testkit/metrics-table'
import { ROOT } from '../rooms.ts'

const DAY = 86_400

/** Every metric of docs/metrics.md, which tests hold against the code. */
export const allMetrics = (): ReadonlyMap<string, ToldMetric> => {
  const page = readFileSync(join(ROOT, 'docs', 'metrics.md'), 'utf8')
  const sections = [...page.matchAll(/^## (.+)$/gmu)].map(([, title = '']) => title)
  return new Map(sections.flatMap((section) => [...metricsTold(page, section)]))
}

const samplesOf = (name: string, { type, labels }: ToldMetric, days: readonly number[]): readonly string[] => {
  const pairs = labels.map((label) => `${label}="invented"`)
  const line = (suffix: string, more: readonly string[], value: (index: number) => number) =>
    days.map((day, index) => `${name}${suffix}{${[...pairs, ...more].join(',')}} ${value(index)} ${day}`)
  if (type === 'histogram')
    return [
      ...line('_bucket', ['le="0.1"'], (index) => index),
      ...line('_bucket', ['le="1"'], (index) => index * 3),
      ...line('_bucket', ['le="+Inf"'], (index) => index * 4),
      ...line('_sum', [], (index) => index * 2),
      ...line('_count', [], (index) => index * 4),
    ]
  return line('', [], (index) => (type === 'counter' ? index * 2 : 1 + (index % 7)))
}

/** What Prometheus makes itself: of the services that it scrapes, and of the rules that fire. */
const OWN = new Map<string, ToldMetric>([
  ['up', { type: 'gauge', labels: [], help: 'Whether a scrape succeeded.' }],
  ['ALERTS', { type: 'gauge', labels: [], help: 'What fires.' }],
])
const OWN_LABELS: Readonly<Record<string, string>> = {
  up: 'job="shixu-evaluator",instance="evaluator:8402"',
  ALERTS: 'alertname="ShixuTargetRed",alertstate="firing",severity="warning",team="targets",audience="operators"',
}

/** Adds a series, a sample a day, of each metric that the replay has none of: what only Kafka has, and what only goes wrong. */
export const withInvented = (openMetrics: string, from: number, to: number): { readonly text: string; readonly invented: readonly string[] } => {
  const days = Array.from({ length: Math.floor((to - from) / DAY) }, (_, index) => from + index * DAY)
  const missing = [...allMetrics()].filter(([name]) => !new RegExp(`^${name}(_count)?\\{`, 'mu').test(openMetrics))
  const families = missing.map(([name, told]) => {
    const family = told.type === 'counter' ? name.replace(/_total$/u, '') : name
    return [`# HELP ${family} ${told.help}`, `# TYPE ${family} ${told.type}`, ...samplesOf(name, told, days)].join('\n')
  })
  for (const [name, { help }] of OWN)
    families.push([`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...days.map((day) => `${name}{${OWN_LABELS[name]}} 1 ${day}`)].join('\n'))
  return { text: `${[openMetrics.replace(/# EOF\n$/u, '').trimEnd(), ...families].join('\n')}\n# EOF\n`, invented: missing.map(([name]) => name) }
}
