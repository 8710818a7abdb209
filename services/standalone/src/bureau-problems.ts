import type { Registry } from '@shixu/domain'

/** What is wrong with the name of a bureau that somebody gave: nothing where the registry has it. */
export const bureauProblems = ({ bureaus, nameZh }: Registry, id: string): readonly string[] => {
  if (bureaus.some((bureau) => bureau.id === id)) return []
  const near = bureaus.filter((bureau) => bureau.nameZh.includes(id) || bureau.id.includes(id) || bureau.nameEn.toLowerCase().includes(id.toLowerCase()))
  const some = near.length > 0 ? near : bureaus
  return [`${nameZh} has no bureau "${id}": write one of ${some.map((bureau) => `${bureau.id} (${bureau.nameZh})`).join(', ')}`]
}
