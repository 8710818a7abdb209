import type { Processor } from '@shixu/pipeline/ports'
import type { Standings } from './health.ts'
import { KafkaFault } from './kafka-fault.ts'
import { type MemberContext, runMember } from './member.ts'
import { pauseFor } from './pause-for.ts'

export interface GroupWork {
  readonly group: string
  readonly processor: Processor
  readonly signal: AbortSignal
}

/** So many new clients in a row within so long, in milliseconds, are no help any more: the process had better be started anew. */
const MOST_CLIENTS = 10
const WITHIN_MS = 600_000
const AGAIN_MS = 1_000
const UNREACHED_AGAIN_MS = 5_000

/** Works in a group until the signal, with a new client where the one before has given up. While no broker answers it goes on trying. */
export const processGroup = async (context: MemberContext, standings: Standings, { group, processor, signal }: GroupWork): Promise<void> => {
  const { shows, gone } = standings.note(group)
  const clients: number[] = []
  try {
    while (!signal.aborted) {
      const outcome = await runMember(context, { group, processor, signal, shows })
      if (outcome === 'stopped') return
      if (outcome === 'again') clients.push(context.now())
      await pauseFor(outcome === 'again' ? AGAIN_MS : UNREACHED_AGAIN_MS, signal)
      if (clients.filter((at) => at > context.now() - WITHIN_MS).length > MOST_CLIENTS) throw new KafkaFault('consumer-crashed', `Group ${group}`)
    }
  } finally {
    gone()
  }
}
