import { type Check, type Entry, problemIn } from '../draft.ts'
import type { RegistryProblem } from '../problem.ts'
import type { RouteItem } from '../routes-file.ts'
import type { TargetItem } from '../targets-file.ts'

const FIELDS = ['targets', 'kinds', 'firmness', 'alerts', 'events', 'lights'] as const

/** Every route can be reached and tells somebody whom no other tells already, and the ladder goes up. */
export const routing: Check = ({ routes, routesHead, targets }) => [
  ...routes.entries.flatMap((entry, index) => {
    const before = routes.entries.slice(0, index)
    const hidden = routesHead?.item.take === 'all' ? [] : unreachable(entry, before)
    return [...(hidden.length > 0 ? hidden : doubled(entry, before)), ...toNobody(entry, targets.entries), ...emptyHours(entry, entry.item.hours)]
  }),
  ...(routesHead ? [...ladder(routesHead), ...emptyHours(routesHead, routesHead.item.hours)] : []),
]

function unreachable(entry: Entry<RouteItem>, before: readonly Entry<RouteItem>[]): readonly RegistryProblem[] {
  const first = before.find(({ item }) => item.continue !== true && covers(item.match, entry.item.match))
  if (!first) return []
  return [
    problemIn(entry, {
      wrong: `route "${entry.item.id}" is never reached: "${first.item.id}" above it takes all that it matches`,
      right: `put it above "${first.item.id}", or give that one "continue: true"`,
    }),
  ]
}

/** Nobody is told twice: a route that names those alone whom one above it names does nothing. */
function doubled(entry: Entry<RouteItem>, before: readonly Entry<RouteItem>[]): readonly RegistryProblem[] {
  const { id, match } = entry.item
  const names = (item: RouteItem): readonly string[] => item.to.map((each) => JSON.stringify(each))
  const same = before.find(({ item }) => covers(item.match, match) && names(entry.item).every((name) => names(item).includes(name)))
  if (!same) return []
  return [
    problemIn(entry, {
      wrong: `route "${id}" is doubled: "${same.item.id}" above it tells all whom it names`,
      right: `leave it out, let it name others, or put it above "${same.item.id}"`,
    }),
  ]
}

function toNobody(entry: Entry<RouteItem>, targets: readonly Entry<TargetItem>[]): readonly RegistryProblem[] {
  const { id, match, to } = entry.item
  const matched = targets.filter(({ item }) => (match.targets?.includes(item.id) ?? true) && (match.kinds?.includes(item.kind) ?? true))
  const isToNobody = targets.length > 0 && to.every((each) => each === 'supporting') && matched.every(({ item }) => (item.supporting ?? []).length === 0)
  if (!isToNobody) return []
  const wrong = `route "${id}" leads to nobody: no target that it matches has a supporting bureau`
  return [problemIn(entry, { at: ['to'], wrong, right: 'add lead or { bureau: <id> }, or leave the route out' })]
}

/** Whether all that the narrow one matches is matched by the wide one. Whoever takes what is overdue takes the asking for it too. */
const covers = (wide: RouteItem['match'], narrow: RouteItem['match']): boolean =>
  FIELDS.every((field) => {
    const all: readonly string[] | undefined = wide[field]
    const some: readonly string[] | undefined = narrow[field]
    return all === undefined || (some?.every((each) => all.includes(each) || (each === 'report-due' && all.includes('overdue'))) ?? false)
  }) &&
  (wide.regions === undefined || (narrow.regions?.every((code) => wide.regions?.some((start) => code.startsWith(start))) ?? false))

/** Hours that end before they begin leave no time to tell anybody anything. */
function emptyHours(entry: Parameters<typeof problemIn>[0], hours: RouteItem['hours']): readonly RegistryProblem[] {
  if (hours === undefined || hours === 'always' || hours.from < hours.to) return []
  return [
    problemIn(entry, {
      at: ['hours', 'to'],
      wrong: `hours from ${hours.from} to ${hours.to} are none: nobody would ever be told`,
      right: `write a later hour than ${hours.from}`,
    }),
  ]
}

type Rungs = NonNullable<Parameters<Check>[0]['routesHead']>

function ladder(entry: Rungs): readonly RegistryProblem[] {
  const { head, supervision } = entry.item.ladder
  return (['readings', 'days'] as const).flatMap((key) =>
    supervision[key] < head[key]
      ? [
          problemIn(entry, {
            at: ['ladder', 'supervision', key],
            wrong: `the supervision office would be told after ${supervision[key]} ${key}, the head after ${head[key]}`,
            right: `write ${head[key]} or more`,
          }),
        ]
      : [],
  )
}
