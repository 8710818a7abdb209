import { type Check, type Entry, problemIn } from '../draft.ts'
import type { RegistryProblem } from '../problem.ts'
import type { RouteItem } from '../routes-file.ts'

const FIELDS = ['targets', 'kinds', 'firmness', 'alerts', 'events', 'lights'] as const

/** Every route can be reached, and the ladder goes up. */
export const routing: Check = ({ routes, routesHead }) => [
  ...routes.entries.flatMap((entry, index) => unreachable(entry, routes.entries.slice(0, index))),
  ...(routesHead ? ladder(routesHead) : []),
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
