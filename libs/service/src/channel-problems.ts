import { CHANNEL_NAMES, CHANNEL_NEEDS } from '@shixu/adapters/channels'
import type { Part } from '@shixu/contracts'
import type { Contact, Registry, Route } from '@shixu/domain'

/** One thing that is wrong, and what it is wrong with. */
export interface ChannelProblem {
  readonly at: Part
  readonly said: string
}

/** What is wrong with the channels of routes: one that there is not would refuse every notice, and who has none of what his channels need would never hear of anything. */
export const channelProblems = (registry: Registry): readonly ChannelProblem[] =>
  registry.routes.flatMap((route) => [...unknown(route), ...unreached(route, registry)])

const unknown = ({ id, channels }: Route): readonly ChannelProblem[] =>
  channels.flatMap((channel, index) => {
    if (CHANNEL_NAMES.includes(channel)) return []
    const said = `route "${id}": there is no channel "${channel}"; right would be ${CHANNEL_NAMES.join(' or ')}`
    return [{ at: { list: 'routes', id, path: ['channels', index] }, said }]
  })

/** Whether a channel can reach him. */
export const canReach = (channel: string, contact: Contact): boolean => {
  const need = CHANNEL_NEEDS[channel]
  return need === null || (need !== undefined && contact[need] !== undefined)
}

function unreached(route: Route, registry: Registry): readonly ChannelProblem[] {
  const channels = route.channels.filter((channel) => CHANNEL_NAMES.includes(channel))
  if (channels.length === 0) return []
  const wanted = channels.map((channel) => CHANNEL_NEEDS[channel]).join(' or ')
  return bureausOf(route, registry).flatMap((id) =>
    (registry.bureaus.find((bureau) => bureau.id === id)?.contacts ?? []).flatMap((contact, index) => {
      if (channels.some((channel) => canReach(channel, contact))) return []
      const { name, step } = contact
      const said = `${id}: route "${route.id}" tells ${name} (${step}) by ${channels.join(', ')}, and he has no ${wanted}; add it, or a channel that reaches him`
      return [{ at: { list: 'bureaus', id, path: ['contacts', index] }, said }]
    }),
  )
}

/** All bureaus that a route can ever name. */
const bureausOf = ({ match, to }: Route, { targets, supervision }: Registry): readonly string[] => {
  const matched = targets.filter(({ id, kind, firmness }) =>
    [match.targets?.includes(id), match.kinds?.includes(kind), match.firmness?.includes(firmness)].every((holds) => holds !== false),
  )
  const named = to.flatMap((each): readonly string[] => {
    if (each === 'supporting') return matched.flatMap(({ supporting }) => supporting.map(({ bureau }) => bureau))
    if (each === 'lead' || 'lead' in each) return [...matched.map(({ lead }) => lead.bureau), supervision]
    return [each.bureau]
  })
  return [...new Set(named)]
}
