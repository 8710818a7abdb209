import type { PrometheusServer } from '@shixu/testkit/prometheus'
import type { Client } from 'pg'
import type { Query } from './boards.ts'
import { expandPromql, expandSql, type Situation } from './expand.ts'

/** What a query gave: named columns and rows, as Grafana would make frames of. A series of Prometheus is a column named as its legend says. */
export interface Given {
  readonly columns: readonly { readonly name: string; readonly kind: 'time' | 'number' | 'text' }[]
  readonly rows: readonly (readonly unknown[])[]
}

export interface Servers {
  readonly sql: Client
  readonly prometheus: PrometheusServer
}

/** Types of PostgreSQL by their ids. */
const TIMES = new Set([1082, 1114, 1184])
const NUMBERS = new Set([20, 21, 23, 700, 701, 1700])

const askSql = async (sql: Client, text: string): Promise<Given> => {
  const { fields, rows } = await sql.query({ text, rowMode: 'array' })
  const kindOf = (type: number) => (TIMES.has(type) ? 'time' : NUMBERS.has(type) ? 'number' : 'text')
  return { columns: fields.map(({ name, dataTypeID }) => ({ name, kind: kindOf(dataTypeID) })), rows: rows as readonly unknown[][] }
}

interface Answer {
  readonly status: string
  readonly error?: string
  readonly data: { readonly result: readonly { readonly metric: Record<string, string>; readonly values: readonly (readonly [number, string])[] }[] }
}

/** As the legend's braces say; Grafana's own name where there is no legend. */
const seriesName = (metric: Readonly<Record<string, string>>, legend: string): string =>
  legend === '' ? JSON.stringify(metric) : legend.replaceAll(/\{\{\s*(\w+)\s*\}\}/gu, (_, label: string) => metric[label] ?? '')

const overRange = async ({ url }: PrometheusServer, query: Query, situation: Situation): Promise<Given> => {
  const { from, to, interval } = situation
  const body = new URLSearchParams({
    query: expandPromql(query.text, situation),
    start: String(from / 1_000),
    end: String(to / 1_000),
    step: String(interval / 1_000),
  })
  const { status, error, data } = (await (await fetch(`${url}/api/v1/query_range`, { method: 'POST', body })).json()) as Answer
  if (status !== 'success') throw new Error(`${error}: ${query.text}`)
  return {
    columns: [{ name: 'Time', kind: 'time' }, ...data.result.map(({ metric }) => ({ name: seriesName(metric, query.legend), kind: 'number' as const }))],
    rows: data.result.flatMap(({ values }) => values.map(([time, value]) => [time, value])),
  }
}

const atTheEnd = async (prometheus: PrometheusServer, query: Query, situation: Situation): Promise<Given> => {
  const found = await prometheus.instant(expandPromql(query.text, situation), situation.to / 1_000)
  const labels = query.format === 'table' ? [...new Set(found.flatMap(({ metric }) => Object.keys(metric)))] : []
  const names = query.format === 'table' ? ['Value'] : found.map(({ metric }) => seriesName(metric, query.legend))
  return {
    columns: [...labels.map((name) => ({ name, kind: 'text' as const })), ...names.map((name) => ({ name, kind: 'number' as const }))],
    rows: found.map(({ value }) => [value]),
  }
}

/** Sends one query as Grafana would. */
export const ask = ({ sql, prometheus }: Servers, query: Query, situation: Situation): Promise<Given> => {
  if (query.language === 'sql') return askSql(sql, expandSql(query.text, situation))
  return query.instant ? atTheEnd(prometheus, query, situation) : overRange(prometheus, query, situation)
}
