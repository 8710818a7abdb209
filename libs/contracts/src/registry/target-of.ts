import { expandUnit, type Target } from '@shixu/domain'
import type { TargetItem } from './targets-file.ts'

interface Origin {
  readonly region: string
  readonly year: number
  /** File name of the report. */
  readonly document: string
}

/** The target that an entry of targets.yaml declares, after all checks. */
export function targetOf(item: TargetItem, { region, year, document }: Origin): Target {
  const { anchor_offset: anchorOffset, ...cited } = item.citation
  return {
    id: item.id,
    region,
    year,
    nameZh: item.name_zh,
    nameEn: item.name_en,
    kind: item.kind,
    ...measureOf(item),
    qualifier: item.qualifier ?? null,
    firmness: item.firmness,
    note: item.note ?? null,
    members: item.members ?? [],
    lead: item.lead,
    supporting: item.supporting ?? [],
    indicator: item.indicator,
    citation: { document, ...cited, anchorOffset },
    baseline: item.baseline ? { period: item.baseline.period, value: expanded(item.baseline.value, item.baseline.unit ?? item.unit) } : null,
    plan: item.plan?.map(({ period, value }) => ({ period, value: expanded(value, item.unit) })) ?? null,
    due: dueOf(item, year),
    lightBy: item.light_by ?? 'forecast',
  }
}

function measureOf({ comparator, value, unit }: TargetItem): Pick<Target, 'comparator' | 'value' | 'unit' | 'valueExpanded' | 'unitExpanded'> {
  const amount = value === undefined ? null : expandUnit(value, unit ?? '')
  return {
    comparator: comparator ?? null,
    value: value ?? null,
    unit: unit ?? null,
    valueExpanded: amount?.ok ? amount.value : null,
    unitExpanded: amount?.ok ? amount.unit : null,
  }
}

/** What goes on beyond the year has no day; every other milestone is due by its last day unless the report says otherwise. */
function dueOf({ kind, due, firmness }: TargetItem, year: number): string | null {
  if (kind !== 'milestone') return null
  return due ?? (firmness === 'progress' ? null : `${year}-12-31`)
}

/** The checks have seen to it that the unit can be expanded. */
function expanded(value: number, unit: string | undefined): number {
  const amount = expandUnit(value, unit ?? '')
  if (!amount.ok) throw new Error(`A checked registry holds "${value} ${unit}": ${amount.problem}`)
  return amount.value
}
