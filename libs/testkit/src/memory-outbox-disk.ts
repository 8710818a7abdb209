import type { Circuit, Delivery } from '@shixu/domain'
import type { Due, Notice, NoticeState, Standing } from '@shixu/pipeline/ports'

export interface KeptDue {
  due: Due
  readonly addedAt: number
  notice: string | null
}

export interface KeptNotice {
  readonly notice: Notice
  readonly madeAt: number
  readonly isUnsent: boolean
  standing: Standing
  state: NoticeState
  at: number | null
  attempts: number
  lease: { readonly holder: string; readonly until: number } | null
}

interface KeptDelivery {
  readonly delivery: Delivery
  published: boolean
}

/** What outlives an outbox that was held in memory. */
export interface OutboxDisk {
  readonly dues: Map<string, KeptDue>
  readonly notices: Map<string, KeptNotice>
  readonly deliveries: KeptDelivery[]
  readonly circuits: Map<string, Circuit>
  /** By channel and recipient. */
  readonly reaches: Map<string, Pick<Standing, 'tries' | 'since'>>
}

export const emptyOutboxDisk = (): OutboxDisk => ({ dues: new Map(), notices: new Map(), deliveries: [], circuits: new Map(), reaches: new Map() })
