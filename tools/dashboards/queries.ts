import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog'
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common'
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus'

/** Datasources are variables of each dashboard, which begin with those that are provisioned beside it. */
export const METRICS: DataSourceRef = { type: 'prometheus', uid: '${metrics}' }
export const LEDGER: DataSourceRef = { type: 'grafana-postgresql-datasource', uid: '${ledger}' }

/** What Grafana's PostgreSQL datasource is asked. The SDK has builders for other datasources only. */
interface SqlQuery extends Dataquery {
  readonly refId: string
  readonly datasource: DataSourceRef
  readonly format: 'table' | 'time_series'
  readonly rawSql: string
  readonly rawQuery: true
  readonly editorMode: 'code'
}

const sqlQuery = (refId: string, format: SqlQuery['format'], rawSql: string): Builder<Dataquery> => {
  const query: SqlQuery = {
    refId,
    datasource: LEDGER,
    format,
    rawSql: rawSql.trim(),
    rawQuery: true,
    editorMode: 'code',
    _implementsDataqueryVariant: () => undefined,
  }
  return { build: () => query }
}

/** Rows as they are: for tables and for single numbers. */
export const rows = (sql: string, refId = 'A'): Builder<Dataquery> => sqlQuery(refId, 'table', sql)

/** A column `time` in rising order, and a series for each column of numbers (or for each text of a column `metric`). */
export const series = (sql: string, refId = 'A'): Builder<Dataquery> => sqlQuery(refId, 'time_series', sql)

/** A metric over the time that is shown. */
export const metric = (expr: string, legend: string, refId = 'A'): Builder<Dataquery> =>
  new DataqueryBuilder().datasource(METRICS).expr(expr).legendFormat(legend).range().refId(refId)

/** A metric at the end of the time that is shown. */
export const metricNow = (expr: string, legend: string, refId = 'A'): Builder<Dataquery> =>
  new DataqueryBuilder().datasource(METRICS).expr(expr).legendFormat(legend).instant().refId(refId)

/** The same as a table: a column a label, and `Value`. */
export const metricRows = (expr: string, refId = 'A'): Builder<Dataquery> =>
  new DataqueryBuilder().datasource(METRICS).expr(expr).format(PromQueryFormat.Table).instant().refId(refId)
