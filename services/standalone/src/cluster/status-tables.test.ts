import type { ClusterReport } from '@shixu/adapters/kafka'
import { expect, test } from 'vitest'
import { statusTables } from './status-tables.ts'

const report: ClusterReport = {
  groups: [
    {
      group: 'shixu.evaluator',
      state: 'Stable',
      members: [
        { id: 'one', host: '10.0.0.1', client: 'shixu-evaluator', partitions: [0, 2] },
        { id: 'other', host: '10.0.0.2', client: 'shixu-evaluator', partitions: [1] },
      ],
      lags: [
        { topic: 'facts', partition: 0, position: 8, end: 12, lag: 4, owner: 'one' },
        { topic: 'facts', partition: 1, position: 3, end: 3, lag: 0, owner: 'other' },
      ],
    },
    { group: 'shixu.ledger', state: 'Dead', members: [], lags: [] },
  ],
  topics: [{ name: 'shixu.facts', partitions: 3, replication: 3, settings: { 'cleanup.policy': 'compact' } }],
  problems: [],
}

test('each group stands with its members, then each partition with its owner, then each topic', () => {
  expect(statusTables(report).split('\n')).toEqual([
    'group            state   lag  member  host      partitions',
    'shixu.evaluator  Stable    4  one     10.0.0.1  0,2',
    '                              other   10.0.0.2  1',
    'shixu.ledger     Dead      0',
    '',
    'group            topic  partition  position  end  lag  owner',
    'shixu.evaluator  facts          0         8   12    4  one',
    'shixu.evaluator  facts          1         3    3    0  other',
    '',
    'topic        partitions  copies  settings',
    'shixu.facts           3       3  cleanup.policy=compact',
  ])
})

test('what is wrong stands at the end', () => {
  expect(statusTables({ ...report, problems: ['shixu.facts: is not there'] })).toMatch(/\n\nproblems:\nshixu\.facts: is not there$/u)
})
