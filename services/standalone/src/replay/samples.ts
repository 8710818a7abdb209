import type { Registry } from '@shixu/runtime'

/** The metrics as each replayed day left them, for a Prometheus that is to show the year as if it had looked on. */
export interface Samples {
  /** Takes what the metrics say now as of a time, in milliseconds since 1970. Times must not go back. */
  take(at: number): Promise<void>
  /** All that was taken, as OpenMetrics text: a family after the other, each series in order of time. */
  text(): string
}

type Family = Awaited<ReturnType<Registry['getMetricsAsJSON']>>[number]
type Value = Family['values'][number] & { readonly metricName?: string }

interface Taken {
  readonly head: string
  /** Lines of each series by its name and labels. */
  readonly series: Map<string, string[]>
}

/** What a process says of itself (`process_…`, `nodejs_…`) is of the machine that replays, not of the year. */
const OWN = /^shixu_/u

/** A counter's family is called without the ending that its samples have. */
const familyName = ({ name, type }: Family): string => (String(type) === 'counter' ? name.replace(/_total$/u, '') : name)

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const seriesOf = (family: Family, { labels, metricName }: Value): string => {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(String(value))}"`)
  return `${metricName ?? family.name}{${pairs.join(',')}}`
}

export const createSamples = (metrics: Registry): Samples => {
  const families = new Map<string, Taken>()
  const takenOf = (family: Family): Taken => {
    const name = familyName(family)
    const taken = families.get(name) ?? { head: `# HELP ${name} ${escaped(family.help)}\n# TYPE ${name} ${family.type}`, series: new Map() }
    families.set(name, taken)
    return taken
  }
  return {
    take: async (at) => {
      for (const family of (await metrics.getMetricsAsJSON()).filter(({ name }) => OWN.test(name))) {
        const { series } = takenOf(family)
        for (const value of family.values) {
          const name = seriesOf(family, value)
          const lines = series.get(name) ?? []
          series.set(name, lines)
          lines.push(`${name} ${value.value} ${at / 1_000}`)
        }
      }
    },
    text: () => {
      const lines = [...families.values()].flatMap(({ head, series }) => [head, ...[...series.values()].flat()])
      return `${lines.join('\n')}\n# EOF\n`
    },
  }
}
