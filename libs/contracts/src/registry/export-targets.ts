import type { Citation, Comparator, Firmness, Kind, Registry, Target } from '@shixu/domain'

/** One line of `shixu registry export --json`. Other programs read it: keys and their order stay. Offsets are in characters of the report; `value` is as written, with `unit`. */
export interface ExportedTarget {
  readonly id: string
  readonly region: string
  readonly year: number
  readonly name_zh: string
  readonly name_en: string
  readonly kind: Kind
  readonly comparator: Comparator | null
  readonly value: number | null
  readonly unit: string | null
  readonly value_expanded: number | null
  readonly qualifier: string | null
  readonly firmness: Firmness
  readonly citation: Pick<Citation, 'section' | 'sentence' | 'start' | 'anchor'> & { readonly anchor_offset: number }
  readonly lead_bureau: string
  readonly supporting_bureaus: readonly string[]
  readonly members: readonly string[]
}

/** The targets of a registry as other programs read them. */
export const exportTargets = ({ targets }: Pick<Registry, 'targets'>): readonly ExportedTarget[] => targets.map(exported)

const exported = ({ citation, ...target }: Target): ExportedTarget => ({
  id: target.id,
  region: target.region,
  year: target.year,
  name_zh: target.nameZh,
  name_en: target.nameEn,
  kind: target.kind,
  comparator: target.comparator,
  value: target.value,
  unit: target.unit,
  value_expanded: target.valueExpanded,
  qualifier: target.qualifier,
  firmness: target.firmness,
  citation: {
    section: citation.section,
    sentence: citation.sentence,
    start: citation.start,
    anchor: citation.anchor,
    anchor_offset: citation.anchorOffset,
  },
  lead_bureau: target.lead.bureau,
  supporting_bureaus: target.supporting.map(({ bureau }) => bureau),
  members: target.members,
})
