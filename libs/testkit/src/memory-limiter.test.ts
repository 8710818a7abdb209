import { limiterContract } from './limiter-contract.ts'
import { createMemoryLimiter } from './memory-limiter.ts'

limiterContract('the limiter in memory', async () => {
  const limiter = createMemoryLimiter()
  return async () => limiter
})
