import { type DashboardBuilder, DashboardLinkBuilder, DashboardLinkType, type DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard'
import { TAG, UID } from './names.ts'

interface Link {
  readonly title: string
  readonly url: string
}

const place = 'var-region=${region:percentencode}&var-year=${year:percentencode}'

/** The value of another column in the same row. */
const inRow = (column: string): string => `\${__data.fields["${column}"]:percentencode}`

/** From a row that has `target_id` to that target. */
export const toTarget: Link = { title: '查看目标', url: `/d/${UID.target}?${place}&var-target=${inRow('target_id')}&\${__url_time_range}` }

/** From a row that has `lead_bureau` to that bureau. */
export const toBureau: Link = { title: '查看责任单位', url: `/d/${UID.bureau}?${place}&var-bureau=${inRow('lead_bureau')}&\${__url_time_range}` }

/** From a row that has `year_id`, `from_ms` and `to_ms` to that year. */
export const toYear: Link = {
  title: '查看年度',
  url: `/d/${UID.city}?var-region=\${region:percentencode}&var-year=${inRow('year_id')}&from=${inRow('from_ms')}&to=${inRow('to_ms')}`,
}

/** The same page for the year of the row. */
export const toSignalOf: Link = {
  title: '查看年度',
  url: `/d/${UID.signal}?var-region=\${region:percentencode}&var-year=${inRow('year_id')}&\${__url_time_range}`,
}

/** Makes a column's cells lead somewhere. */
export const leads = (link: Link): DynamicConfigValue => ({ id: 'links', value: [{ ...link, targetBlank: false }] })

/** Each dashboard leads to all others, with what is chosen. */
export const withSiblings = (dashboard: DashboardBuilder): DashboardBuilder =>
  dashboard.link(new DashboardLinkBuilder('时序').type(DashboardLinkType.Dashboards).tags([TAG]).includeVars(true).keepTime(true))
