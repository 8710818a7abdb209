import kafkajs, { type Admin } from 'kafkajs'
import { readClusterState } from './cluster-state.ts'
import { type ClientParts, createClient } from './connection.ts'
import { mayPass } from './error-kind.ts'
import { pauseFor } from './pause-for.ts'
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
  if (created.length > 0) await create(admin, created)
  const altered = steps.flatMap((step) => (step.step === 'alter' ? [step] : []))
  if (altered.length === 0) return
  await admin.alterConfigs({
    validateOnly: false,
    resources: altered.map(({ name, own }) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name, configEntries: entriesOf(own) })),
  })
}

const LEADERS_WITHIN_MS = 15_000
const LOOK_AGAIN_MS = 50

/** kafkajs can wait for leaders itself, but gives up where a broker has not yet heard of a topic that the controller has just made (tulios/kafkajs #1563). */
const create = async (admin: Admin, specs: readonly TopicSpec[]): Promise<void> => {
  await admin.createTopics({ waitForLeaders: false, topics: specs.map(asKafkaWants) })
  const names = specs.map(({ name }) => name)
  for (const until = Date.now() + LEADERS_WITHIN_MS; !(await haveLeaders(admin, names)); await pauseFor(LOOK_AGAIN_MS))
    if (Date.now() > until) throw new Error(`topics were created and have no leaders after ${LEADERS_WITHIN_MS} ms: ${names.join(', ')}`)
}

const haveLeaders = async (admin: Admin, names: string[]): Promise<boolean> => {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: names })
    return topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0))
  } catch (error) {
    if (mayPass(error)) return false
    throw error
  }
}

const asKafkaWants = ({ name, partitions, replication, settings }: TopicSpec) => ({
  topic: name,
  numPartitions: partitions,
  replicationFactor: replication,
  configEntries: entriesOf(settings),
})

const entriesOf = (settings: Readonly<Record<string, string>>) => Object.entries(settings).map(([name, value]) => ({ name, value }))
