import { type Answer, answer } from './answers.ts'
import { type Body, checkContent } from './body.ts'
import { createWindow, type Inboxes } from './inboxes.ts'

interface Parts {
  readonly now: () => number
  readonly inboxes: Inboxes
  /** Keys of the robots; `any` takes every key. */
  readonly keys: readonly string[] | 'any'
}

export interface Robots {
  send(key: string, body: Body | null): Answer
  /** Its group was dissolved, or it was taken out of it. */
  remove(key: string): void
}

const MINUTE = 60_000
const A_MINUTE = 20

/** Robots of groups: no idempotency, 20 a minute each, and whatever is wrong stands in the errcode of a 200. */
export const createRobots = ({ now, inboxes, keys }: Parts): Robots => {
  const gone = new Set<string>()
  const window = createWindow({ most: A_MINUTE, inMs: MINUTE })
  const lives = (key: string): boolean => key !== '' && !gone.has(key) && (keys === 'any' || keys.includes(key))
  return {
    remove: (key) => gone.add(key),
    send: (key, body) => {
      if (!lives(key)) return answer(93000)
      if (!window.take(key, now())) return answer(45009)
      if (body === null) return answer(47001)
      const wrong = checkContent(body, 'robot')
      if (wrong === 0) inboxes.put(`robot/${key}`, { at: now(), body, msgid: '' })
      return answer(wrong)
    },
  }
}
