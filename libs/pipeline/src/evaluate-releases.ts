import { type Indicator, type Release, releasesOf, type Target, type Workdays } from '@shixu/domain'

/** The releases that a target waits for. Milestones and mere scopes wait for none. */
export type ReleasesOf = (target: Target, indicator: Indicator) => readonly Release[]

/** Thousands of targets share a few release rules, so each rule is worked out once a year. */
export function createReleases(workdays: Workdays): ReleasesOf {
  const known = new Map<string, readonly Release[]>()
  return (target, indicator) => {
    if (target.kind === 'milestone' || target.firmness === 'scope') return []
    const rule = `${target.year} ${JSON.stringify(indicator.release)}`
    const found = known.get(rule) ?? releasesOf(indicator, target.year, workdays)
    known.set(rule, found)
    return found
  }
}
