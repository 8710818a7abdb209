import { type Indicator, sayReason, type TargetAssessed, type TargetDeclared } from '@shixu/domain'
import { judgedOf, partsOf } from './parts.ts'
import type { AssessmentNowRow, IndicatorRow, TargetRow } from './tables.ts'

/** No period of the year has been judged yet. It sorts before every period. */
export const NO_PERIOD = '-'

/** A target as it stands declared. */
export const targetRow = ({ target, indicator }: TargetDeclared, place: { readonly log_partition: number; readonly log_offset: number }): TargetRow => ({
  target: `${target.region}/${target.year}/${target.id}`,
  region: target.region,
  year: target.year,
  id: target.id,
  name_zh: target.nameZh,
  name_en: target.nameEn,
  kind: target.kind,
  comparator: target.comparator,
  value: target.value,
  unit: target.unit,
  value_expanded: target.valueExpanded,
  unit_expanded: target.unitExpanded,
  qualifier: target.qualifier,
  firmness: target.firmness,
  indicator: target.indicator,
  lead_bureau: target.lead.bureau,
  supporting: JSON.stringify(target.supporting.map(({ bureau }) => bureau)),
  coverage: indicator.coverage,
  section: target.citation.section,
  sentence: target.citation.sentence,
  due: target.due,
  light_by: target.lightBy,
  withdrawn: 0,
  ...place,
})

/** A judgement with its reason in words, for those who only read SQL. */
export const assessmentNowRow = ({ assessment, overdue, sequence }: TargetAssessed): AssessmentNowRow => {
  const { reason } = assessment
  const said = sayReason(reason)
  return {
    ...partsOf(assessment.target),
    period: assessment.period ?? NO_PERIOD,
    ...judgedOf(assessment, overdue),
    best_run_rate: assessment.bestRunRate,
    rebased: assessment.rebased,
    pace_line: assessment.paceLine,
    method: assessment.method,
    reason_code: reason.code,
    reason_zh: said.zh,
    reason_en: said.en,
    presets: JSON.stringify(assessment.presets),
    seq_partition: sequence[0],
    seq_offset: sequence[1],
    seq_ordinal: sequence[2],
  }
}

/** What a target is measured by. */
export const indicatorRow = (region: string, each: Indicator): IndicatorRow => ({
  region,
  indicator: each.id,
  name_zh: each.nameZh,
  name_en: each.nameEn,
  unit: each.unit,
  measures: JSON.stringify(each.measures),
  coverage: each.coverage,
  publisher_by: each.publisher.by,
  publisher: each.publisher.name,
  release: JSON.stringify(each.release),
  release_basis: each.releaseBasis,
  definition: each.definition ?? null,
})
