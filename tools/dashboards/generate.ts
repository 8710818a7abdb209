import type { Dashboard, DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { bureauDashboard } from './bureau.ts'
import { cityDashboard } from './city.ts'
import { pipelineDashboard } from './pipeline.ts'
import { signalDashboard } from './signal.ts'
import { targetDashboard } from './target.ts'

const BUILDERS: readonly (() => DashboardBuilder)[] = [cityDashboard, targetDashboard, bureauDashboard, pipelineDashboard, signalDashboard]

/** Panels are numbered in their order, as links to one panel name it. */
const numbered = (dashboard: Dashboard): Dashboard => ({ ...dashboard, panels: (dashboard.panels ?? []).map((panel, index) => ({ ...panel, id: index + 1 })) })

/** Every dashboard, by the name of its file. */
export const generateDashboards = (): ReadonlyMap<string, string> =>
  new Map(BUILDERS.map((build) => build().build()).map((built) => [`${built.uid}.json`, `${JSON.stringify(numbered(built), null, 2)}\n`]))
