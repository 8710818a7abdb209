import type { Receipt } from '@shixu/pipeline/ports'

interface AlertmanagerFate {
  readonly words: string
  readonly outcome: Receipt['outcome']
  readonly blame?: 'channel' | 'recipient'
}

/** What an instance may say, the worst first: all instances together are as well as the worst of them. A repeat is harmless, so that a lost reply is simply tried again. */
export const ALERTMANAGER_FATES = {
  'no-such-page': { words: 'No Alertmanager answers at this address: see SHIXU_ALERTMANAGER_URLS.', outcome: 'deferred', blame: 'channel' },
  credentials: { words: 'The instance does not let us in: see the user and password in SHIXU_ALERTMANAGER_URLS.', outcome: 'deferred', blame: 'channel' },
  unreachable: { words: 'The instance does not answer.', outcome: 'deferred', blame: 'channel' },
  busy: { words: 'The instance has a fault of its own, or too much to do.', outcome: 'deferred', blame: 'channel' },
  'partly-stored': { words: 'The instance refuses some of the alerts, and has taken the others.', outcome: 'refused', blame: 'recipient' },
  'too-large': { words: 'The alerts are larger than what stands before the instance takes.', outcome: 'refused', blame: 'recipient' },
  'no-alerts': { words: 'The message tells of no alert, and nothing else can be shown there.', outcome: 'refused', blame: 'recipient' },
  stored: { words: 'Every instance has the alerts.', outcome: 'accepted' },
} as const satisfies Readonly<Record<string, AlertmanagerFate>>

export type AlertmanagerCode = keyof typeof ALERTMANAGER_FATES

/** For the page that tells them. */
export const ALERTMANAGER_CODES = Object.fromEntries(Object.entries(ALERTMANAGER_FATES).map(([code, { words }]) => [code, words]))

/** What follows from a status of HTTP. A redirection is not followed: it leads to a login or to somewhere else. */
export const codeOfStatus = (status: number): AlertmanagerCode => {
  if (status >= 200 && status < 300) return 'stored'
  if (status === 400 || status === 422) return 'partly-stored'
  if (status === 401 || status === 403 || status === 407) return 'credentials'
  if (status === 413) return 'too-large'
  if (status === 408 || status === 429 || status >= 500) return 'busy'
  return 'no-such-page'
}

/** What one instance said. */
export interface InstanceAnswer {
  /** `alertmanager-1:9093`: never with a user or a password. */
  readonly instance: string
  readonly code: AlertmanagerCode
  readonly text: string
  /** When it asks to be tried again, in milliseconds from now. */
  readonly againMs?: number
}

const BY_WEIGHT = Object.keys(ALERTMANAGER_FATES) as readonly AlertmanagerCode[]

/** Accepted only where every instance has taken all; the receipt names those that have not. */
export const receiptOf = (answers: readonly InstanceAnswer[]): Receipt => {
  const code = BY_WEIGHT.find((each) => answers.some((answer) => answer.code === each)) ?? 'stored'
  const { outcome, words, ...fate }: AlertmanagerFate = ALERTMANAGER_FATES[code]
  const failed = answers.filter((answer) => answer.code !== 'stored')
  const text =
    failed.length === 0
      ? `${words} ${answers.length}`
      : failed.map((each) => `${each.instance}: ${ALERTMANAGER_FATES[each.code].words} ${each.text}`).join('; ')
  const againMs = Math.max(0, ...failed.map((each) => each.againMs ?? 0))
  return {
    outcome,
    code,
    text,
    ...(fate.blame !== undefined && { blame: fate.blame }),
    ...(outcome === 'deferred' && againMs > 0 && { retryAfterMs: againMs }),
  }
}
