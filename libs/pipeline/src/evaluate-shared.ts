import type { Indicator, TargetDeclared, Workdays } from '@shixu/domain'
import { createTimetables, type TimetableOf } from './evaluate-timetable.ts'

/** What the targets of one evaluator have in common, kept once. */
export interface Shared {
  readonly timetableOf: TimetableOf
  /** The same target, made of what others that are kept are made of: equal in all, with less of its own. */
  readonly sharing: (declared: TargetDeclared) => TargetDeclared
}

/** Beyond so many of one kind, all begin anew: what is kept once must not grow for ever. */
const MOST = 50_000

/** A nation's regions promise the same few indicators: parsed one by one, they would take more room than the figures. */
export function createShared(workdays: Workdays): Shared {
  const parts = new Map<string, unknown>()
  const texts = new Map<string, string>()

  const one = <T>(part: T): T => {
    const name = JSON.stringify(part)
    const known = parts.get(name)
    if (known !== undefined) return known as T
    if (parts.size >= MOST) parts.clear()
    parts.set(name, part)
    return part
  }
  const text = <T extends string | null>(written: T): T => {
    if (written === null) return written
    const known = texts.get(written)
    if (known !== undefined) return known as T
    if (texts.size >= MOST) texts.clear()
    texts.set(written, written)
    return written
  }

  return {
    timetableOf: createTimetables(workdays),
    sharing: ({ target, indicator, effective, ladder }) => {
      const { id, region, nameZh, nameEn, unit, unitExpanded, qualifier, note, members, lead, supporting, citation, baseline, plan } = target
      const shared: Indicator = one(indicator)
      return {
        target: {
          ...target,
          id: text(id),
          region: text(region),
          nameZh: text(nameZh),
          nameEn: text(nameEn),
          unit: text(unit),
          unitExpanded: text(unitExpanded),
          qualifier: text(qualifier),
          note: text(note),
          indicator: shared.id,
          members: one(members),
          lead: one(lead),
          supporting: one(supporting),
          citation: one(citation),
          baseline: one(baseline),
          plan: one(plan),
        },
        indicator: shared,
        effective: text(effective),
        ladder: one(ladder),
      }
    },
  }
}
