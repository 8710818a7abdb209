import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnnotationQuery, Dashboard, Panel, RowPanel, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard'
import { ROOT } from '../rooms.ts'

/** Where Grafana's provisioning takes dashboards from. */
export const BOARDS = join(ROOT, 'deploy', 'grafana', 'dashboards')

/** The dashboards as they are committed. */
export const readBoards = (): readonly Dashboard[] => readdirSync(BOARDS).map((name) => JSON.parse(readFileSync(join(BOARDS, name), 'utf8')) as Dashboard)

export type QueryLanguage = 'sql' | 'promql'

/** What one datasource is asked by a panel, a variable or an annotation. */
export interface Query {
  readonly refId: string
  readonly language: QueryLanguage
  readonly text: string
  readonly format: string
  readonly legend: string
  readonly instant: boolean
}

interface Target {
  readonly refId?: string
  readonly datasource?: { readonly type?: string }
  readonly rawSql?: string
  readonly expr?: string
  readonly format?: string
  readonly legendFormat?: string
  readonly instant?: boolean
}

const queryOf = ({ refId = '', rawSql, expr, format = 'time_series', legendFormat = '', instant = false }: Target): Query => ({
  refId,
  language: rawSql === undefined ? 'promql' : 'sql',
  text: rawSql ?? expr ?? '',
  format,
  legend: legendFormat,
  instant,
})

const isPanel = (each: Panel | RowPanel): each is Panel => each.type !== 'row'

export const panelsOf = (board: Dashboard): readonly Panel[] => (board.panels ?? []).filter(isPanel)
export const variablesOf = (board: Dashboard): readonly VariableModel[] => board.templating.list ?? []
export const annotationsOf = (board: Dashboard): readonly AnnotationQuery[] => board.annotations.list ?? []
export const queriesOf = (panel: Panel): readonly Query[] => (panel.targets ?? []).map((target) => queryOf(target as Target))
export const annotationQuery = ({ target }: AnnotationQuery): Query => queryOf(target as Target)

/** Names of fields that a panel's overrides mention. */
export const namesOverridden = (panel: Panel): readonly string[] =>
  (panel.fieldConfig?.overrides ?? []).flatMap(({ matcher }) => (matcher.id === 'byName' ? [String(matcher.options)] : []))
