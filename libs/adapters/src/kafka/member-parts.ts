import type { Event, Topic } from '@shixu/domain'
import type { Processor } from '@shixu/pipeline/ports'
import type { BoundsOf } from './bounds.ts'
import type { OnHappening } from './happening.ts'
import type { Recorder } from './wire.ts'

/** Between these steps of a batch the work may end: outputs are known, outputs are safe, the position has moved. */
export type Step = 'handled' | 'appended' | 'committed'

/** How often a batch that throws is tried again before the group gives up, and how long after the first time, in milliseconds; twice as long each time. */
export interface Retry {
  readonly times: number
  readonly firstMs: number
}

/** What a member can do to its consumer. */
export interface Steering {
  pause(topic: Topic, partition: number): void
  resume(topic: Topic, partition: number): void
  /** The next fetch begins there. */
  seek(topic: Topic, partition: number, offset: number): void
  /** Resolves when the position has moved. Rejects with what the broker said. */
  commit(topic: Topic, partition: number, offset: number): Promise<void>
}

export interface MemberParts {
  readonly group: string
  readonly processor: Processor
  readonly steering: Steering
  readonly record: Recorder
  readonly append: (events: readonly Event[]) => Promise<void>
  readonly bounds: (topics: readonly Topic[]) => Promise<BoundsOf>
  readonly now: () => number
  readonly onHappening: OnHappening
  readonly retry: Retry
  readonly between: (step: Step) => void
  /** Ends the group's work with this. */
  readonly fail: (error: unknown) => void
  /** Comes when the member is to leave: nothing new is begun. */
  readonly leaving: AbortSignal
}

/** Every topic that a processor has to do with, once. */
export const topicsOf = ({ reads, recalls }: Processor): readonly Topic[] => [...new Set([...recalls, ...reads])]
