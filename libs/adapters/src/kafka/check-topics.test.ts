import { describe, expect, it } from 'vitest'
import { checkTopics } from './check-topics.ts'
import type { ClusterState, TopicState } from './cluster-state.ts'
import { planTopics, sayTopicStep } from './plan-topics.ts'
import { topicSpecs } from './topics.ts'

const specs = topicSpecs({ partitions: 6, replication: 3 })
const goodTopics = specs.map(
  ({ name, partitions, replication, settings }): TopicState => ({
    name,
    partitions,
    replication,
    settings: { ...settings, 'retention.bytes': '-1' },
    own: { ...settings, 'message.timestamp.type': 'CreateTime' },
  }),
)
const broker = (minutes: string) => ({ id: 1, settings: { 'offsets.retention.minutes': minutes } })

const clusterWith = (name: string, change: Partial<TopicState>): ClusterState => ({
  topics: new Map(goodTopics.map((topic) => [topic.name, topic.name === `shixu.${name}` ? { ...topic, ...change } : topic])),
  brokers: [broker('600000')],
})
const withSetting = (name: string, setting: string, value: string): ClusterState => {
  const topic = goodTopics.find((each) => each.name === `shixu.${name}`)!
  return clusterWith(name, { settings: { ...topic.settings, [setting]: value } })
}
const good = clusterWith('facts', {})

describe('a cluster on which nothing would be lost', () => {
  it('is fit as it is planned', () => {
    expect(checkTopics(specs, good)).toEqual([])
    expect(planTopics(specs, good)).toEqual([])
  })

  it('may keep for ever what is to be kept for 400 days', () => {
    expect(checkTopics(specs, withSetting('deliveries', 'retention.ms', '-1'))).toEqual([])
  })

  it('may have one copy, as on a developer’s machine', () => {
    const one = topicSpecs({ partitions: 1, replication: 1 })
    const topics = new Map(
      one.map(({ name, settings }) => [name, { name, partitions: 1, replication: 1, settings: { ...settings, 'retention.bytes': '-1' }, own: {} }]),
    )
    expect(checkTopics(one, { topics, brokers: [broker('576000')] })).toEqual([])
  })
})

describe('what would lose data is refused, and it is said which and why', () => {
  it.each<[string, ClusterState, string]>([
    ['a topic that is not there', { ...good, topics: new Map([...good.topics].slice(1)) }, 'shixu.facts: is not there'],
    ['facts that age', withSetting('facts', 'cleanup.policy', 'delete'), 'shixu.facts: cleanup.policy is delete, not compact'],
    ['facts that are compacted and age', withSetting('facts', 'cleanup.policy', 'compact,delete'), 'cleanup.policy is compact,delete, not compact'],
    ['deliveries that are compacted', withSetting('deliveries', 'cleanup.policy', 'compact'), 'all tries of a notice but the last are deleted'],
    ['alerts that are compacted at once', withSetting('alerts', 'min.compaction.lag.ms', '0'), 'at least 34560000000 (400 days) is needed'],
    ['deliveries that are kept for a week', withSetting('deliveries', 'retention.ms', '604800000'), 'retention.ms is 604800000'],
    ['dead letters that are deleted by size', withSetting('deadletters', 'retention.bytes', '1000'), 'retention.bytes is 1000, not -1'],
    ['a copy that is alone and counts as safe', withSetting('facts', 'min.insync.replicas', '1'), 'min.insync.replicas is 1 with 3 copies'],
    ['more copies asked for than there are', withSetting('facts', 'min.insync.replicas', '4'), 'nothing can be written'],
    ['a leader that may lack records', withSetting('facts', 'unclean.leader.election.enable', 'true'), 'set it to false'],
    ['events that would be refused', withSetting('facts', 'max.message.bytes', '1048588'), 'max.message.bytes is 1048588'],
    ['different numbers of partitions', clusterWith('alerts', { partitions: 12 }), 'all must have the same'],
    ['positions that are forgotten', { ...good, brokers: [broker('10080')] }, 'broker 1: offsets.retention.minutes is 10080, at least 576000 (400 days)'],
  ])('%s', (_name, state, words) => {
    const problems = checkTopics(specs, state)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(words)
  })

  it('all of it at once', () => {
    const state = { ...withSetting('facts', 'min.insync.replicas', '1'), brokers: [broker('10080')] }
    expect(checkTopics(specs, state)).toHaveLength(2)
  })
})

describe('what has to be done', () => {
  const say = (state: ClusterState) => planTopics(specs, state).map(sayTopicStep)

  it('is to create what is not there', () => {
    expect(say({ topics: new Map(), brokers: [] })).toEqual([
      'create shixu.facts: 6 partitions, 3 copies, compact',
      'create shixu.assessments: 6 partitions, 3 copies, compact',
      'create shixu.alerts: 6 partitions, 3 copies, compact',
      'create shixu.deliveries: 6 partitions, 3 copies, delete',
      'create shixu.deadletters: 6 partitions, 3 copies, delete',
    ])
  })

  it('is to alter what differs, and to leave what is nothing of ours', () => {
    const plan = planTopics(specs, withSetting('facts', 'min.insync.replicas', '1'))
    expect(plan.map(sayTopicStep)).toEqual(['alter shixu.facts: min.insync.replicas 1 -> 2'])
    expect(plan[0]).toMatchObject({ own: { 'message.timestamp.type': 'CreateTime', 'min.insync.replicas': '2', 'cleanup.policy': 'compact' } })
  })

  it.each<[string, Partial<TopicState>, string]>([
    ['the number of partitions', { partitions: 4 }, 'cannot change shixu.facts: it has 4 partitions, 6 are wanted'],
    ['the number of copies', { replication: 1 }, 'cannot change shixu.facts: it has 1 copies, 3 are wanted'],
  ])('cannot be to change %s', (_name, change, words) => {
    expect(say(clusterWith('facts', change))).toEqual([expect.stringContaining(words)])
  })
})
