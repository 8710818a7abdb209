import { type Event, type Registry, type Target, type TargetDeclared, type TargetKey, targetDeclared, targetKey, targetWithdrawn } from '@shixu/domain'
import { fingerprint } from './fingerprint.ts'
import type { EventLog, Told } from './ports.ts'

interface Parts {
  readonly log: Pick<EventLog, 'append'>
  readonly told: Told
}

/** How a registry differs from what stands declared of its region and year, by the keys of its targets. */
export interface RegistryDifference {
  readonly added: readonly TargetKey[]
  readonly changed: readonly TargetKey[]
  /** To be withdrawn, by a tombstone. */
  readonly withdrawn: readonly TargetKey[]
}

/** What `declareRegistry` would do. Changes nothing. */
export const registryDifference = async ({ told }: Pick<Parts, 'told'>, registry: Registry): Promise<RegistryDifference> => {
  const before = await told.targets(registry.region, registry.year)
  const now = declarationsOf(registry)
  return {
    added: [...now.keys()].filter((key) => !before.has(key)),
    changed: [...now].flatMap(([key, { mark }]) => (before.has(key) && before.get(key) !== mark ? [key] : [])),
    withdrawn: [...before.keys()].filter((key) => !now.has(key)),
  }
}

/** Appends the difference between the registry and what was last declared of its region and year. A restart with the same files appends nothing. */
export const declareRegistry = async (parts: Parts, registry: Registry): Promise<{ readonly declared: number; readonly withdrawn: number }> => {
  const { added, changed, withdrawn } = await registryDifference(parts, registry)
  const count = { declared: added.length + changed.length, withdrawn: withdrawn.length }
  if (count.declared + count.withdrawn === 0) return count
  const before = await parts.told.targets(registry.region, registry.year)
  const declarations = declarationsOf(registry)
  const declared = [...declarations].filter(([key]) => added.includes(key) || changed.includes(key))
  const events: Event[] = [
    ...declared.map(([, { body, mark }]) => targetDeclared(body, mark)),
    ...withdrawn.map((key) => targetWithdrawn(key, fingerprint(before.get(key)))),
  ]
  await parts.log.append(events)
  const marks = new Map<TargetKey, string | null>([...declared.map(([key, { mark }]) => [key, mark] as const), ...withdrawn.map((key) => [key, null] as const)])
  await parts.told.remember(registry.region, { targets: marks })
  return count
}

/**
 * Declares a registry of which nothing stands declared yet, and answers what still differs. What was declared once changes by `declareRegistry` alone,
 * so that a process that starts with older files takes nothing back.
 */
export const declareFirst = async (parts: Parts, registry: Registry): Promise<RegistryDifference> => {
  const before = await parts.told.targets(registry.region, registry.year)
  if (before.size === 0) await declareRegistry(parts, registry)
  return registryDifference(parts, registry)
}

interface Declaration {
  readonly body: TargetDeclared
  readonly mark: string
}

const declarationsOf = (registry: Registry): ReadonlyMap<TargetKey, Declaration> =>
  new Map(registry.targets.map((target) => [targetKey(target), declarationOf(registry, target)]))

const declarationOf = (registry: Registry, target: Target): Declaration => {
  const indicator = registry.indicators.find(({ id }) => id === target.indicator)
  if (!indicator) throw new Error(`Target ${targetKey(target)} names the indicator "${target.indicator}", which its registry does not have.`)
  const { effective, ladder, askAhead } = registry
  const body = { target, indicator, effective, ladder, ...(askAhead !== undefined && { askAhead }) }
  return { body, mark: fingerprint(body) }
}
