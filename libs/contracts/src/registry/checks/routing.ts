import { type Check, type Entry, problemIn } from '../draft.ts'
import type { RegistryProblem } from '../problem.ts'
import type { RouteItem } from '../routes-file.ts'

const FIELDS = ['targets', 'kinds', 'firmness', 'alerts', 'events', 'lights'] as const

/** Every route can be reached, and the ladder goes up. */
export const routing: Check = ({ routes, routesHead }) => [
  ...routes.entries.flatMap((entry, index) => unreachable(entry, routes.entries.slice(0, index))),
  ...(routesHead ? [...ladder(routesHead), ...emptyHours(routesHead, routesHead.item.hours)] : []),
  ...routes.entries.flatMap((entry) => emptyHours(entry, entry.item.hours)),
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

/** Whether all that the narrow one matches is matched by the wide one. */
const covers = (wide: RouteItem['match'], narrow: RouteItem['match']): boolean =>
  FIELDS.every((field) => {
    const all: readonly string[] | undefined = wide[field]
    const some: readonly string[] | undefined = narrow[field]
    return all === undefined || (some?.every((each) => all.includes(each)) ?? false)
  })

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
