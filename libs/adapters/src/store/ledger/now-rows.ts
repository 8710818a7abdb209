import type { Indicator, TargetDeclared } from '@shixu/domain'
import type { IndicatorRow, TargetRow } from './tables.ts'

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
