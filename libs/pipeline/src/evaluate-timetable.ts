import { type Asking, addDays, askingsOf, type Day, decisiveDays, isPromise, type Release, releasesOf, type TargetDeclared, type Workdays } from '@shixu/domain'

/** What a target waits for: the releases of its year, and every day whose mere beginning matters to it, in order. */
export interface Timetable {
  readonly releases: readonly Release[]
  /** The releases that its bureau is asked for. */
  readonly askings: readonly Asking[]
  readonly decisive: readonly Day[]
  readonly days: readonly Day[]
}

export type TimetableOf = (declared: TargetDeclared) => Timetable

/** Thousands of targets share a few timetables, so each is worked out once. A milestone, and what is no promise, wait for no figure. */
export function createTimetables(workdays: Workdays): TimetableOf {
  const known = new Map<string, Timetable>()
  return (declared) => {
    const { target, indicator, effective, askAhead } = declared
    const waits = target.kind !== 'milestone' && isPromise(target)
    const name = [target.year, target.kind, target.due, effective, waits ? JSON.stringify([indicator.release, askAhead]) : ''].join(' ')
    const found = known.get(name) ?? timetable(declared, waits ? releasesOf(indicator, target.year, workdays) : [], workdays)
    known.set(name, found)
    return found
  }
}

/** The day from which it is heard, the decisive days, the day after each release is due, and for a report the days on which it is asked for. */
function timetable({ target, indicator, effective, askAhead }: TargetDeclared, releases: readonly Release[], workdays: Workdays): Timetable {
  const decisive = decisiveDays(target)
  const askings = indicator.release.rule === 'bureau' ? askingsOf(releases, { workdays, ahead: askAhead }) : []
  const asked = askings.flatMap(({ release, from }) => [from, release.due])
  const days = new Set([effective, ...decisive, ...asked, ...releases.map(({ due }) => addDays(due, 1))])
  return { releases, askings, decisive, days: [...days].sort() }
}
