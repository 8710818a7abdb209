import { type EventLogHarness, eventLogContract } from './event-log-contract.ts'
import { createMemoryLog, emptyDisk, memoryPartitionOf } from './memory-log.ts'

const PARTITIONS = 2

eventLogContract('The log in memory', async (): Promise<EventLogHarness> => {
  const disk = emptyDisk()
  return {
    partitionOf: (region) => memoryPartitionOf(region, PARTITIONS),
    open: async (options) => ({
      log: createMemoryLog({ disk, partitions: PARTITIONS, ...(options?.between ? { between: options.between, retries: 0 } : {}) }),
      close: async () => undefined,
    }),
    poison: async ({ topic, region, key, bytes }) => {
      const partition = memoryPartitionOf(region, PARTITIONS)
      const records = disk.records.get(`${topic}/${partition}`)!
      records.push({ topic, partition, offset: records.length, event: null, unreadable: { key, reason: 'poisoned', bytes } })
    },
    dispose: async () => undefined,
  }
})
