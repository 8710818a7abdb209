import { randomBytes } from 'node:crypto'
import { type Answer, answer, type Errcode } from './answers.ts'

interface Parts {
  readonly now: () => number
  readonly corp: string
  readonly secret: string
}

export interface Tokens {
  get(corp: string, secret: string): Answer
  check(token: string | null): Errcode
  /** Ends the one that is out before its time, as the platform may. */
  expire(): void
  /** How often one was asked for. */
  asked(): number
}

const LIFE_S = 7200

/** One token at a time: whoever asks while it holds gets the same. */
export const createTokens = ({ now, corp, secret }: Parts): Tokens => {
  const issued = new Map<string, number>()
  let current: string | null = null
  let asked = 0
  const holds = (token: string): boolean => (issued.get(token) ?? 0) > now()
  return {
    asked: () => asked,
    expire: () => {
      for (const token of issued.keys()) issued.set(token, 0)
    },
    get: (givenCorp, givenSecret) => {
      asked += 1
      if (givenCorp !== corp) return answer(40013)
      if (givenSecret !== secret) return answer(40001)
      if (current === null || !holds(current)) {
        current = randomBytes(32).toString('base64url')
        issued.set(current, now() + LIFE_S * 1000)
      }
      return answer(0, { access_token: current, expires_in: Math.floor(((issued.get(current) ?? 0) - now()) / 1000) })
    },
    check: (token) => {
      if (!token) return 41001
      if (!issued.has(token)) return 40014
      return holds(token) ? 0 : 42001
    },
  }
}
