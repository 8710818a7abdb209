import type { Registry } from '@shixu/domain'

/** What is wrong with the name of a bureau that somebody gave: nothing where the registry has it. */
export const bureauProblems = ({ bureaus, nameZh }: Registry, id: string): readonly string[] => {
  if (bureaus.some((bureau) => bureau.id === id)) return []
  const near = bureaus.filter((bureau) => bureau.nameZh.includes(id) || bureau.id.includes(id) || bureau.nameEn.toLowerCase().includes(id.toLowerCase()))
  const some = near.length > 0 ? near : bureaus
  return [`${nameZh} has no bureau "${id}": write one of ${some.map((bureau) => `${bureau.id} (${bureau.nameZh})`).join(', ')}`]
}

/** What is wrong with who reports what: an office's figure comes from its feed, and only who leads or supports a target reports on it. */
export const reporterProblems = (registry: Registry, { by, indicator: id }: { readonly by: string; readonly indicator: string }): readonly string[] => {
  const unknown = bureauProblems(registry, by)
  if (unknown.length > 0) return unknown
  const indicator = registry.indicators.find((each) => each.id === id)
  if (indicator?.publisher.by === 'office')
    return [`${indicator.nameZh} is published by ${indicator.publisher.name}, whose figures come by feed: no bureau reports it`]
  const answerable = registry.targets
    .filter((target) => target.indicator === id)
    .flatMap(({ lead, supporting }) => [lead.bureau, ...supporting.map(({ bureau }) => bureau)])
  return answerable.includes(by) ? [] : [`"${by}" does not answer for it: it is reported by ${[...new Set(answerable)].join(' or ')}`]
}
