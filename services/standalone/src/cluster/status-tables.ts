import type { ClusterReport } from '@shixu/adapters/kafka'
import { columns } from '../print/columns.ts'

const number = (value: number): string => String(value)

/** Groups with their members, then every partition with its owner and lag, then topics, then what is wrong. */
export const statusTables = ({ groups, topics, problems }: ClusterReport): string =>
  [groupTable(groups), lagTable(groups), topicTable(topics), ...(problems.length > 0 ? [`problems:\n${problems.join('\n')}`] : [])].join('\n\n')

const groupTable = (groups: ClusterReport['groups']): string =>
  columns(
    [{ head: 'group' }, { head: 'state' }, { head: 'lag', align: 'right' }, { head: 'member' }, { head: 'host' }, { head: 'partitions' }],
    groups.flatMap(({ group, state, members, lags }) => {
      const lag = number(lags.reduce((sum, each) => sum + each.lag, 0))
      if (members.length === 0) return [[group, state, lag, '', '', '']]
      return members.map((member, index) => [...(index === 0 ? [group, state, lag] : ['', '', '']), member.id, member.host, member.partitions.join(',')])
    }),
  )

const lagTable = (groups: ClusterReport['groups']): string =>
  columns(
    [
      { head: 'group' },
      { head: 'topic' },
      { head: 'partition', align: 'right' },
      { head: 'position', align: 'right' },
      { head: 'end', align: 'right' },
      { head: 'lag', align: 'right' },
      { head: 'owner' },
    ],
    groups.flatMap(({ group, lags }) =>
      lags.map(({ topic, partition, position, end, lag, owner }) => [group, topic, number(partition), number(position), number(end), number(lag), owner ?? '']),
    ),
  )

const topicTable = (topics: ClusterReport['topics']): string =>
  columns(
    [{ head: 'topic' }, { head: 'partitions', align: 'right' }, { head: 'copies', align: 'right' }, { head: 'settings' }],
    topics.map(({ name, partitions, replication, settings }) => [
      name,
      number(partitions),
      number(replication),
      Object.entries(settings)
        .map(([setting, value]) => `${setting}=${value}`)
        .join(' '),
    ]),
  )
