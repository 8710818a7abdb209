import { expandedUnit, expandUnit, type Measure } from '@shixu/domain'
import { type Check, type Entry, problemIn } from '../draft.ts'
import type { IndicatorItem } from '../indicators-file.ts'
import type { RegistryProblem } from '../problem.ts'
import type { TargetItem } from '../targets-file.ts'

/** Which measures of an indicator can measure a target of each kind. */
const MEASURED_BY: Readonly<Record<TargetItem['kind'], readonly Measure[]>> = {
  growth: ['growth', 'level'],
  amount: ['level'],
  count: ['level'],
  stock: ['level'],
  share: ['share', 'level'],
  milestone: ['done'],
}

/** Units are ones that can be expanded, and target and indicator speak of the same thing. */
export const units: Check = ({ targets, indicators }) => {
  const byId = new Map(indicators.entries.map(({ item }) => [item.id, item]))
  return [
    ...indicators.entries.flatMap(unitOfIndicator),
    ...targets.entries.flatMap((entry) => [...unitOfTarget(entry), ...agreement(entry, byId.get(entry.item.indicator))]),
  ]
}

function unitOfIndicator(entry: Entry<IndicatorItem>): readonly RegistryProblem[] {
  const { id, unit } = entry.item
  const expanded = expandedUnit(unit)
  if (!expanded.ok) return [problemIn(entry, { at: ['unit'], wrong: `${id}: ${expanded.problem}`, right: 'write it without 万 and 亿: 元, 户, 辆' })]
  return expanded.unit === unit
    ? []
    : [problemIn(entry, { at: ['unit'], wrong: `${id}: unit ${unit} has a multiplier`, right: `write ${expanded.unit}; figures may have 万 and 亿` })]
}

function unitOfTarget(entry: Entry<TargetItem>): readonly RegistryProblem[] {
  const { id, kind, value, unit, baseline } = entry.item
  if (kind === 'milestone' || value === undefined || unit === undefined) return []
  const expanded = expandUnit(value, unit)
  if (!expanded.ok) return [problemIn(entry, { at: ['unit'], wrong: `${id}: ${expanded.problem}`, right: 'write number and unit as the report does' })]
  if ((kind === 'growth' || kind === 'share') && expanded.unit !== '%') {
    return [problemIn(entry, { at: ['unit'], wrong: `${id}: a target of kind ${kind} is in ${unit}`, right: 'write %, or choose amount, count or stock' })]
  }
  const start = baseline?.unit === undefined ? null : expandedUnit(baseline.unit)
  if (start && !(start.ok && start.unit === expanded.unit)) {
    return [problemIn(entry, { at: ['baseline', 'unit'], wrong: `${id}: baseline in ${baseline?.unit}, target in ${unit}`, right: `write it in ${unit}` })]
  }
  return []
}

function agreement(entry: Entry<TargetItem>, indicator: IndicatorItem | undefined): readonly RegistryProblem[] {
  if (!indicator) return []
  const { id, kind, unit } = entry.item
  const measures = MEASURED_BY[kind]
  if (!measures.some((measure) => indicator.measures.includes(measure))) {
    return [
      problemIn(entry, {
        at: ['indicator'],
        wrong: `${id}: a target of kind ${kind} cannot be measured by "${indicator.id}", which has only ${indicator.measures.join(', ')}`,
        right: `name an indicator with ${measures.join(' or ')}, or add it to the measures in indicators.yaml`,
      }),
    ]
  }
  const expanded = unit === undefined || kind === 'milestone' || kind === 'growth' ? null : expandedUnit(unit)
  const measured = expandedUnit(indicator.unit)
  if (!expanded?.ok || !measured.ok || expanded.unit === measured.unit) return []
  return [
    problemIn(entry, {
      at: ['unit'],
      wrong: `${id}: the target is in ${unit}, its indicator "${indicator.id}" in ${indicator.unit}`,
      right: 'let both speak of the same unit',
    }),
  ]
}
