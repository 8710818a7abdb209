import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

/** Names this process among those that share a store: in containers, host and process number may be another's too. */
export const processName = (): string => `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`
