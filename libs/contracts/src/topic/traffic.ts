import type { EventType, Topic } from '@shixu/domain'

export interface Party {
  readonly does: string
  readonly sends: readonly EventType[]
  /** Topics that it reads on from its position, and the group that keeps that. */
  readonly receives: readonly Topic[]
  readonly group?: string
  /** Topics that it reads again whenever it takes a partition, without output. */
  readonly recalls: readonly Topic[]
}

/** Who puts what onto the log, and who reads it. */
export const TRAFFIC = {
  shixu: { does: 'The command: publishes a registry, and gives what people say.', sends: ['target-declared', 'command-given'], receives: [], recalls: [] },
  ingest: { does: 'Pulls feeds, and begins days.', sends: ['observation-published', 'day-began', 'dead-lettered'], receives: [], recalls: [] },
  evaluator: {
    does: 'Judges facts.',
    sends: ['target-assessed', 'alert-changed', 'dead-lettered'],
    receives: ['facts'],
    group: 'shixu.evaluator',
    recalls: ['alerts', 'facts'],
  },
  notifier: {
    does: 'Tells bureaus of what is due to them.',
    sends: ['delivery-recorded', 'dead-lettered'],
    receives: ['alerts'],
    group: 'shixu.notifier',
    recalls: [],
  },
  ledger: {
    does: 'Keeps all of it for queries.',
    sends: ['dead-lettered'],
    receives: ['facts', 'assessments', 'alerts', 'deliveries', 'deadletters'],
    group: 'shixu.ledger',
    recalls: [],
  },
} as const satisfies Readonly<Record<string, Party>>
