import { createMemoryOutbox, emptyOutboxDisk } from './memory-outbox.ts'
import { outboxContract } from './outbox-contract.ts'

outboxContract(
  'the outbox in memory',
  async () => {
    const disk = emptyOutboxDisk()
    return async () => createMemoryOutbox(disk)
  },
  { shared: true },
)
