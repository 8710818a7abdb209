import { oneLine } from '@shixu/domain'
import type { Channel, Message, Receipt } from '@shixu/pipeline/ports'

/**
 * Keeps what it was given, each notice once, for whoever tries things out. `answer` may refuse, postpone or lose a message instead.
 * @public
 */
export function createMemory(answer: (message: Message) => Receipt = accept): Channel & { readonly messages: readonly Message[] } {
  const messages: Message[] = []
  return {
    name: 'memory',
    deduplicates: true,
    messages,
    deliver: async (message) => {
      const receipt = answer(message)
      if (receipt.outcome === 'accepted' && !messages.some(({ id }) => id === message.id)) messages.push({ ...message, subject: oneLine(message.subject) })
      return receipt
    },
  }
}

const accept = ({ id }: Message): Receipt => ({ outcome: 'accepted', code: 'kept', text: id })
