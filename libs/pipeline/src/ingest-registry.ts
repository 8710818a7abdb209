import { type Event, type Registry, type Target, type TargetDeclared, type TargetKey, targetDeclared, targetKey, targetWithdrawn } from '@shixu/domain'
import { fingerprint } from './fingerprint.ts'
import type { EventLog, Told } from './ports.ts'

interface Parts {
  readonly log: Pick<EventLog, 'append'>
  readonly told: Told
}

/** Appends the difference between the registry and what was last declared of its region and year. A restart with the same files appends nothing. */
export const declareRegistry = async ({ log, told }: Parts, registry: Registry): Promise<{ readonly declared: number; readonly withdrawn: number }> => {
  const before = await told.targets(registry.region, registry.year)
  const now = new Map(registry.targets.map((target) => [targetKey(target), declarationOf(registry, target)]))
  const declared = [...now].filter(([key, { mark }]) => before.get(key) !== mark)
  const withdrawn = [...before.keys()].filter((key) => !now.has(key))
  if (declared.length + withdrawn.length === 0) return { declared: 0, withdrawn: 0 }
  const events: Event[] = [
    ...declared.map(([, { body, mark }]) => targetDeclared(body, mark)),
    ...withdrawn.map((key) => targetWithdrawn(key, fingerprint(before.get(key)))),
  ]
  await log.append(events)
  const marks = new Map<TargetKey, string | null>([...declared.map(([key, { mark }]) => [key, mark] as const), ...withdrawn.map((key) => [key, null] as const)])
  await told.remember(registry.region, { targets: marks })
  return { declared: declared.length, withdrawn: withdrawn.length }
}

const declarationOf = (registry: Registry, target: Target): { readonly body: TargetDeclared; readonly mark: string } => {
  const indicator = registry.indicators.find(({ id }) => id === target.indicator)
  if (!indicator) throw new Error(`Target ${targetKey(target)} names the indicator "${target.indicator}", which its registry does not have.`)
  const body = { target, indicator, effective: registry.effective, ladder: registry.ladder }
  return { body, mark: fingerprint(body) }
}
