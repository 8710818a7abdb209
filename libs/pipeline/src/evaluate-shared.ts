import type { Indicator, TargetDeclared, Workdays } from '@shixu/domain'
import { createTimetables, type TimetableOf } from './evaluate-timetable.ts'
import { createPacker, type Pack } from './packed.ts'

/** What the targets of one evaluator have in common, kept once. */
export interface Shared {
  readonly timetableOf: TimetableOf
  readonly pack: Pack
  /** The same target, made of what others that are kept are made of: equal in all, with less of its own. */
  readonly sharing: (declared: TargetDeclared) => TargetDeclared
}

/** Beyond so many of one kind, all begin anew: what is kept once must not grow for ever. */
const MOST = 50_000

/** Gives what was first handed in under a name. */
const createPool = (): (<T>(name: string, value: T) => T) => {
  const kept = new Map<string, unknown>()
  return <T>(name: string, value: T): T => {
    const known = kept.get(name)
    if (known !== undefined) return known as T
    if (kept.size >= MOST) kept.clear()
    kept.set(name, value)
    return value
  }
}

/** A nation's regions promise the same few indicators: parsed one by one, they would take more room than the figures. */
export function createShared(workdays: Workdays): Shared {
  const parts = createPool()
  const texts = createPool()
  const one = <T>(part: T): T => parts(JSON.stringify(part), part)
  const text = <T extends string | null>(written: T): T => (written === null ? written : texts(written, written))

  return {
    timetableOf: createTimetables(workdays),
    pack: createPacker(),
    sharing: ({ target, indicator, effective, ladder, ...rest }) => {
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
        ...rest,
      }
    },
  }
}
