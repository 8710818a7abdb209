import { oneLine } from '@shixu/domain'
import type { Channel, Message, Receipt } from '@shixu/pipeline/ports'

/** Says in one line who was told what. A terminal forgets, so a repeat is said again. */
export const createConsole = (out: Pick<NodeJS.WritableStream, 'write'>): Channel => ({
  name: 'console',
  deduplicates: false,
  deliver: (message) =>
    new Promise<Receipt>((resolve) => {
      out.write(`${lineOf(message)}\n`, (fault?: Error | null) =>
        resolve(fault ? { outcome: 'unknown', code: 'write-failed', text: fault.message } : { outcome: 'accepted', code: 'written', text: '' }),
      )
    }),
})

const lineOf = ({ day, recipient, subject }: Message): string => oneLine(`${day}  ${recipient.bureauName} ${recipient.contact.name}  ${subject}`)
