import { createMemoryProgress } from './memory-progress.ts'
import { progressContract } from './progress-contract.ts'

progressContract('memory', async () => {
  const disk = new Map<string, string>()
  return async () => createMemoryProgress(disk)
})
