import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard'
import { withSiblings } from './links.ts'
import { TAG } from './names.ts'
import { ledgerSource, metricsSource } from './variables.ts'

interface Parts {
  readonly uid: string
  readonly title: string
  readonly about: string
  readonly time: { readonly from: string; readonly to: string }
}

/** What is being asked of is this year, in the offices' time. */
export const THIS_YEAR = { from: 'now/y', to: 'now/y' }
export const LAST_DAYS = { from: 'now-7d', to: 'now' }

/** What all dashboards have in common. They are kept in the repository, so they are not edited in Grafana. */
export const dashboard = ({ uid, title, about, time }: Parts): DashboardBuilder =>
  withSiblings(
    new DashboardBuilder(title)
      .uid(uid)
      .description(about)
      .tags([TAG])
      .timezone('Asia/Shanghai')
      .weekStart('monday')
      .time({ ...time })
      .refresh('5m')
      .tooltip(DashboardCursorSync.Crosshair)
      .readonly(),
  )
    .withVariable(metricsSource())
    .withVariable(ledgerSource())
