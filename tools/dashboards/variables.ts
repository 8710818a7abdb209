import { DatasourceVariableBuilder, QueryVariableBuilder, VariableHide, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard'
import { LEDGER } from './queries.ts'

/** Hidden: it begins with the provisioned datasource, and elsewhere takes the first of its kind. */
const datasource = (name: string, type: string, current: { readonly text: string; readonly value: string }) =>
  new DatasourceVariableBuilder(name)
    .type(type)
    .current({ ...current, selected: true })
    .hide(VariableHide.HideVariable)

export const metricsSource = () => datasource('metrics', 'prometheus', { text: 'Prometheus', value: 'prometheus' })
export const ledgerSource = () => datasource('ledger', 'grafana-postgresql-datasource', { text: '时序台账', value: 'shixu-sql' })

/** Options in the order in which the query gives them: columns `__text` and `__value`. */
const fromLedger = (name: string, label: string, query: string) =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(LEDGER)
    .query(query.trim())
    .definition(query.trim())
    .refresh(VariableRefresh.OnDashboardLoad)
    .sort(VariableSort.Disabled)

export const region = () => fromLedger('region', '地区', 'select name_zh as "__text", region as "__value" from region_now order by region')

export const year = () =>
  fromLedger('year', '年度', 'select distinct year as "__text", year as "__value" from target_now where region = ${region:sqlstring} order by "__value" desc')

const BUREAUS = `
select bureau_name as "__text", bureau as "__value" from bureau_now
where region = \${region:sqlstring} and year = \${year:sqlstring} order by red desc, yellow desc, "__text"`

export const bureau = () => fromLedger('bureau', '责任单位', BUREAUS)
export const bureaus = () => fromLedger('bureau', '责任单位', BUREAUS).multi(true).includeAll(true).current({ text: 'All', value: '$__all', selected: true })

export const target = () =>
  fromLedger(
    'target',
    '目标',
    `
select name_zh as "__text", target_id as "__value" from target_now
where region = \${region:sqlstring} and year = \${year:sqlstring} and firmness <> 'scope' order by light_number desc, "__text"`,
  )

/** Of the chosen target: 亿元, 万辆, %. For titles. */
export const unitShown = () =>
  fromLedger(
    'unit',
    '单位',
    `
select coalesce(unit_shown, '') as "__text", coalesce(unit_shown, '') as "__value" from target_now
where region = \${region:sqlstring} and year = \${year:sqlstring} and target_id = \${target:sqlstring}`,
  ).hide(VariableHide.HideVariable)
