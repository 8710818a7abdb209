import { didYouMean } from '@shixu/contracts'
import type { Target } from '@shixu/domain'
import type { Seed } from '@shixu/service'
import { CommandFault } from './command-fault.ts'

/** A target by its id or its whole key, or a fault that names those that come near. */
export const targetOf = ({ registry }: Seed, name: string): Target => {
  const id = name.split('/').at(-1)
  const found = registry.targets.find((target) => target.id === id)
  if (found) return found
  const near = registry.targets.filter((target) => target.id.includes(name) || target.nameZh.includes(name)).slice(0, 5)
  const meant =
    near.length > 0
      ? `did you mean ${near.map((target) => target.id).join(', ')}?`
      : didYouMean(
          name,
          registry.targets.map((target) => target.id),
        )
  throw new CommandFault('usage', `There is no target "${name}" in ${registry.nameZh} ${registry.year}; ${meant} See "shixu registry export".`)
}
