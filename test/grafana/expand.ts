/** What Grafana knows when it sends a query. Times in milliseconds since 1970; variables by name, each with its chosen values. */
export interface Situation {
  readonly from: number
  readonly to: number
  /** Between two points of a graph. */
  readonly interval: number
  /** Between two scrapes. */
  readonly scrape: number
  readonly variables: Readonly<Record<string, readonly string[]>>
}

const VARIABLE = /\$(\w+)|\$\{(\w+)(?::(\w+))?\}/gu

const seconds = (ms: number): string => `${Math.max(1, Math.round(ms / 1_000))}s`

/** As Grafana has it: no shorter than four scrapes, so that a rate has something to look at. */
const rateInterval = ({ interval, scrape }: Situation): string => seconds(Math.max(interval + scrape, 4 * scrape))

const BUILT_IN: Readonly<Record<string, (situation: Situation) => string>> = {
  __interval: ({ interval }) => seconds(interval),
  __interval_ms: ({ interval }) => String(interval),
  __rate_interval: rateInterval,
  __range: ({ from, to }) => seconds(to - from),
  __from: ({ from }) => String(from),
  __to: ({ to }) => String(to),
}

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`
const escapedForRegex = (value: string): string => value.replaceAll(/[\\^$*+?.()|[\]{}/]/gu, String.raw`\$&`)

const FORMATS: Readonly<Record<string, (values: readonly string[]) => string>> = {
  sqlstring: (values) => values.map(quoted).join(','),
  percentencode: (values) => values.map(encodeURIComponent).join(','),
  regex: (values) => (values.length === 1 ? escapedForRegex(values[0]!) : `(${values.map(escapedForRegex).join('|')})`),
  text: (values) => values.join(' + '),
}

const written = (
  name: string,
  format: string | undefined,
  { situation, plain }: { situation: Situation; plain: (values: readonly string[]) => string },
): string => {
  const builtIn = BUILT_IN[name]
  if (builtIn) return builtIn(situation)
  const values = situation.variables[name]
  if (values === undefined) throw new Error(`no variable is called ${name}`)
  if (format === undefined) return plain(values)
  const formatted = FORMATS[format]
  if (formatted === undefined) throw new Error(`${name} has a format that is not expected here: ${format}`)
  return formatted(values)
}

const withVariables = (text: string, situation: Situation, plain: (values: readonly string[]) => string): string =>
  text.replaceAll(VARIABLE, (_, bare: string | undefined, braced: string | undefined, format: string | undefined) =>
    written(bare ?? braced!, format, { situation, plain }),
  )

const MACRO = /\$(__\w+)\(([^)]*)\)/gu
const moment = (ms: number): string => `'${new Date(ms).toISOString()}'`

const macro = (name: string, argument: string, { from, to }: Situation): string => {
  if (name === '__timeFilter') return `${argument.trim()} BETWEEN ${moment(from)} AND ${moment(to)}`
  if (name === '__timeFrom') return moment(from)
  if (name === '__timeTo') return moment(to)
  throw new Error(`unknown macro $${name}`)
}

/** A query to PostgreSQL as Grafana would send it: macros first kept from variables' reach, then variables, then macros. A bare variable is written as it is, its quotes doubled. */
export const expandSql = (text: string, situation: Situation): string => {
  const bare = (values: readonly string[]): string => values.map((value) => value.replaceAll("'", "''")).join(',')
  const parts = text.split(MACRO)
  const macros = [...text.matchAll(MACRO)].map(([, name = '', argument = '']) => macro(name, argument, situation))
  return parts.flatMap((part, index) => (index % 3 === 0 ? [withVariables(part, situation, bare), macros[index / 3] ?? ''] : [])).join('')
}

/** A query to Prometheus as Grafana would send it: one value is written as it is, several as a choice in a regular expression. */
export const expandPromql = (text: string, situation: Situation): string =>
  withVariables(text, situation, (values) => (values.length === 1 ? values[0]! : FORMATS.regex!(values)))
