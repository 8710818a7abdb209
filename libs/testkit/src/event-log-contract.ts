import { describe } from 'vitest'
import { crashContract } from './event-log/crash-contract.ts'
import type { EventLogHarness } from './event-log/harness.ts'
import { positionContract } from './event-log/position-contract.ts'
import { recordContract } from './event-log/record-contract.ts'
import { takingContract } from './event-log/taking-contract.ts'

export type { EventLogHarness } from './event-log/harness.ts'

/** What every event log must do. `start` makes an empty log for one test; two partitions at least. */
export const eventLogContract = (name: string, start: () => Promise<EventLogHarness>): void => {
  describe(`${name} as an event log`, () => {
    describe('keeps records', () => recordContract(start))
    describe('keeps positions', () => positionContract(start))
    describe('hands out partitions', () => takingContract(start))
    describe('outlives a crash', () => crashContract(start))
  })
}
