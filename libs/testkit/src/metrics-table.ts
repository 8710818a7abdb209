/** One metric as a page of metrics tells it. */
export interface ToldMetric {
  readonly type: string
  readonly labels: readonly string[]
  readonly help: string
}

const ROW = /^\| `(?<name>\w+)` \| (?<type>\w+) \| (?<labels>[\w, ]*)\| [^|]+ \| (?<help>[^|]+) \|$/gmu

/** The metrics of one section of a page, by name. */
export const metricsTold = (page: string, section: string): ReadonlyMap<string, ToldMetric> => {
  const text = page.split('\n## ').find((each) => each.startsWith(section)) ?? ''
  const rows = [...text.matchAll(ROW)].map(({ groups }) => groups as Record<'name' | 'type' | 'labels' | 'help', string>)
  return new Map(
    rows.map(({ name, type, labels, help }) => [
      name,
      {
        type,
        help,
        labels: labels
          .split(',')
          .map((label) => label.trim())
          .filter(Boolean),
      },
    ]),
  )
}

/** What Prometheus is served, by name of the metric. Labels are known of those that have samples; else null. */
export const metricsServed = (exposition: string): ReadonlyMap<string, Omit<ToldMetric, 'labels'> & { readonly labels: readonly string[] | null }> => {
  const helps = new Map([...exposition.matchAll(/^# HELP (\w+) (.*)$/gmu)].map(([, name = '', help = '']) => [name, help]))
  const types = [...exposition.matchAll(/^# TYPE (\w+) (\w+)$/gmu)].map(([, name = '', type = '']) => [name, type] as const)
  return new Map(types.map(([name, type]) => [name, { type, help: helps.get(name) ?? '', labels: labelsOf(exposition, name, type) }]))
}

const labelsOf = (exposition: string, name: string, type: string): readonly string[] | null => {
  const series = type === 'histogram' ? `${name}_count` : name
  const sample = new RegExp(`^${series}(?:\\{(.*)\\})? \\S+$`, 'mu').exec(exposition)
  return sample === null ? null : [...(sample[1] ?? '').matchAll(/(\w+)="/gu)].map(([, label = '']) => label)
}
