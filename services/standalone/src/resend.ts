import type { Stores } from '@shixu/adapters/store'
import type { ResentAs } from '@shixu/pipeline'
import { NOTIFY_CODES } from '@shixu/pipeline'
import { wallClock } from '@shixu/runtime'

/** Which notices are to be sent again, and how. */
export interface ResendAsked {
  readonly which: 'dead' | { readonly notice: string }
  readonly channel?: string
  readonly anyway: boolean
}

const WORDS: Readonly<Record<ResentAs, string>> = {
  queued: 'sent again',
  reopened: 'composed anew, then sent',
  waiting: 'still to be tried: nothing to do',
  accepted: 'was accepted: --anyway sends it again, and it says that it may be a repeat',
  superseded: 'was not to be told',
  overtaken: 'the recipient has heard something newer since: --anyway sends it all the same',
}
const IS_SENT: readonly ResentAs[] = ['queued', 'reopened']

/** Puts notices back in their recipients' rows, and says what became of each. The notifier does the sending. */
export const resend = async ({ outbox }: Pick<Stores, 'outbox'>, asked: ResendAsked): Promise<{ readonly done: boolean; readonly said: string }> => {
  const said = { code: 'sent-again', text: NOTIFY_CODES['sent-again'] }
  const resent = await outbox.notices.resend({ ...asked, now: wallClock.now(), said })
  if (resent.length === 0)
    return asked.which === 'dead' ? { done: true, said: 'nothing is dead' } : { done: false, said: `there is no notice ${asked.which.notice}` }
  const lines = resent.map(({ notice, recipient, subject, as }) => `${notice}  ${recipient}  ${WORDS[as]}${subject === '' ? '' : `  ${subject}`}`)
  return { done: asked.which === 'dead' || resent.every(({ as }) => IS_SENT.includes(as)), said: lines.join('\n') }
}
