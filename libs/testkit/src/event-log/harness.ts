import type { Topic } from '@shixu/domain'
import type { EventLog } from '@shixu/pipeline/ports'
import { onTestFinished } from 'vitest'

/** Between these two steps of a batch the work may end: its outputs are known, its outputs are written, its position has moved. */
export type Step = 'handled' | 'appended' | 'committed'

export interface OpenedLog {
  readonly log: EventLog
  close(): Promise<void>
}

/** One log under test. What was written outlives every closing. */
export interface EventLogHarness {
  partitionOf(region: string): number
  /** `between` is called at each step of each batch; what it throws must end `process` as a crash would, without another try. */
  open(options?: { readonly between?: (step: Step) => void }): Promise<OpenedLog>
  /** Puts a record there that cannot be read. No log is open meanwhile. */
  poison(record: { readonly topic: Topic; readonly region: string; readonly key: string; readonly bytes: Uint8Array }): Promise<void>
  dispose(): Promise<void>
}

/** A harness whose data is gone after the test. */
export const startHarness = async (start: () => Promise<EventLogHarness>): Promise<EventLogHarness> => {
  const harness = await start()
  onTestFinished(() => harness.dispose())
  return harness
}

/** A fresh log, opened, which is closed after the test. */
export const startLog = async (start: () => Promise<EventLogHarness>): Promise<EventLog> => {
  const harness = await startHarness(start)
  const { log, close } = await harness.open()
  onTestFinished(close)
  return log
}
