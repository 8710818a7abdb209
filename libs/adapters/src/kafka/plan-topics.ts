import type { ClusterState, TopicState } from './cluster-state.ts'
import type { TopicSpec } from './topics.ts'

/** One change of a topic. `refused`: what cannot be changed by us, and what to do about it. */
export type TopicStep =
  | { readonly step: 'create'; readonly spec: TopicSpec }
  | { readonly step: 'alter'; readonly name: string; readonly changes: readonly SettingChange[]; readonly own: Readonly<Record<string, string>> }
  | { readonly step: 'refused'; readonly name: string; readonly why: string }

export interface SettingChange {
  readonly name: string
  readonly from: string
  readonly to: string
}

/** What has to be done to a cluster so that its topics are as they should be. Empty: nothing. */
export const planTopics = (specs: readonly TopicSpec[], { topics }: ClusterState): readonly TopicStep[] =>
  specs.flatMap((spec) => {
    const state = topics.get(spec.name)
    return state ? changesOf(spec, state) : [{ step: 'create', spec } as const]
  })

const changesOf = (spec: TopicSpec, state: TopicState): readonly TopicStep[] => {
  const { name } = spec
  const changes = Object.entries(spec.settings)
    .filter(([setting, value]) => state.settings[setting] !== value)
    .map(([setting, to]) => ({ name: setting, from: state.settings[setting] ?? '', to }))
  return [
    ...(state.partitions === spec.partitions
      ? []
      : [
          refused(
            name,
            `has ${state.partitions} partitions, ${spec.partitions} are wanted: the number decides where a region is and cannot change; ask for ${state.partitions}`,
          ),
        ]),
    ...(state.replication === spec.replication
      ? []
      : [refused(name, `has ${state.replication} copies, ${spec.replication} are wanted: move its replicas with kafka-reassign-partitions`)]),
    // Kafka replaces all settings of a topic at once, so those that are nothing of ours go along.
    ...(changes.length === 0 ? [] : [{ step: 'alter' as const, name, changes, own: { ...state.own, ...spec.settings } }]),
  ]
}

const refused = (name: string, why: string): TopicStep => ({ step: 'refused', name, why })

/** A step in one line. */
export const sayTopicStep = (step: TopicStep): string => {
  switch (step.step) {
    case 'create':
      return `create ${step.spec.name}: ${step.spec.partitions} partitions, ${step.spec.replication} copies, ${step.spec.settings['cleanup.policy']}`
    case 'alter':
      return `alter ${step.name}: ${step.changes.map(({ name, from, to }) => `${name} ${from || '(none)'} -> ${to}`).join(', ')}`
    case 'refused':
      return `cannot change ${step.name}: it ${step.why}`
  }
}
