import kafkajs, { type Admin } from 'kafkajs'
import { readClusterState } from './cluster-state.ts'
import { type ClientParts, createClient } from './connection.ts'
import { planTopics, type TopicStep } from './plan-topics.ts'
import { type TopicDemands, type TopicSpec, topicSpecs } from './topics.ts'
import { withAdmin } from './with-admin.ts'

export interface ApplyTopics extends ClientParts {
  readonly demands: TopicDemands
  /** Without it nothing is changed, and what would be is told. */
  readonly apply?: boolean
}

/** Makes the topics as they should be, or says what that would take. Gives the steps, done or not; `refused` ones never are. */
export const applyTopics = ({ demands, apply = false, ...client }: ApplyTopics): Promise<readonly TopicStep[]> =>
  withAdmin(createClient(client), client.connection, async (admin) => {
    const specs = topicSpecs(demands)
    const state = await readClusterState(
      admin,
      specs.map(({ name }) => name),
    )
    const steps = planTopics(specs, state)
    if (apply) await doSteps(admin, steps)
    return steps
  })

const doSteps = async (admin: Admin, steps: readonly TopicStep[]): Promise<void> => {
  const created = steps.flatMap((step) => (step.step === 'create' ? [step.spec] : []))
  if (created.length > 0) await admin.createTopics({ waitForLeaders: true, topics: created.map(asKafkaWants) })
  const altered = steps.flatMap((step) => (step.step === 'alter' ? [step] : []))
  if (altered.length === 0) return
  await admin.alterConfigs({
    validateOnly: false,
    resources: altered.map(({ name, own }) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name, configEntries: entriesOf(own) })),
  })
}

const asKafkaWants = ({ name, partitions, replication, settings }: TopicSpec) => ({
  topic: name,
  numPartitions: partitions,
  replicationFactor: replication,
  configEntries: entriesOf(settings),
})

const entriesOf = (settings: Readonly<Record<string, string>>) => Object.entries(settings).map(([name, value]) => ({ name, value }))
