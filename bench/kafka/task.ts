import type { Land } from './facts.ts'

export const MODES = ['append-bare', 'append-log', 'read-bare', 'recall', 'pipe-bare', 'evaluate', 'series', 'latency', 'judge', 'share'] as const

/** What one side does, in a process of its own. */
export interface Task {
  readonly mode: (typeof MODES)[number]
  readonly broker: string
  readonly prefix: string
  /** Where the bare pipe writes to, so that the evaluator does not recall it. */
  readonly into?: string
  readonly land: Land
  /** How many records of the facts it has to see or to write. */
  readonly records: number
}

/** What it has measured. Only some of it is there in each mode. */
export interface Outcome {
  readonly perSecond: number
  readonly perCpuSecond: number
  readonly seconds: number
  readonly cpuSeconds: number
  /** The most that the process had, from its first moment. */
  readonly peakMegabytes: number
  readonly recalled?: { readonly records: number; readonly seconds: number; readonly cpuSeconds: number }
  /** Records that came of those that were read. */
  readonly outputs?: number
  /** Milliseconds. */
  readonly latency?: { readonly p50: number; readonly p99: number; readonly most: number; readonly count: number }
  /** Of one of several evaluators: when (milliseconds since 1970) its first partition was taken, and was recalled, its last was recalled, its last batch handled; records, and seconds of its processor. */
  readonly share?: {
    readonly at: { readonly taken: number; readonly live: number; readonly recalled: number; readonly handled: number }
    readonly recalled: number
    readonly handled: number
    readonly recallCpu: number
    readonly judgeCpu: number
  }
}
