import { randomBytes } from 'node:crypto'
import { type Answer, answer } from './answers.ts'
import { type Body, partOf, textOf } from './body.ts'

/** Cards with buttons, each a task of its own. A code updates its card once, within 72 hours. */
export interface Cards {
  /** The code of a new card; `taken` where its task is there already; null where it has no buttons. */
  issue(card: Body, users: readonly string[]): string | 'taken' | null
  /** A user has pressed a button: a new code comes with it. */
  press(task: string): string
  update(body: Body | null): Answer
  /** What the button of a card says after it was updated; null before. */
  stateOf(task: string): string | null
}

const HOURS_72 = 72 * 3_600_000

export const createCards = (now: () => number): Cards => {
  const tasks = new Map<string, string | null>()
  const codes = new Map<string, { readonly task: string; readonly until: number }>()
  const issueCode = (task: string): string => {
    const code = randomBytes(24).toString('base64url')
    codes.set(code, { task, until: now() + HOURS_72 })
    return code
  }
  return {
    issue: (card) => {
      const task = textOf(card.task_id)
      if (task === '') return null
      if (tasks.has(task)) return 'taken'
      tasks.set(task, null)
      return issueCode(task)
    },
    press: issueCode,
    update: (body) => {
      if (body === null) return answer(47001)
      const code = textOf(body.response_code)
      const known = codes.get(code)
      if (!known || known.until <= now()) return answer(40058)
      codes.delete(code)
      tasks.set(known.task, textOf(partOf(body, 'button').replace_name))
      return answer(0, { invaliduser: [] })
    },
    stateOf: (task) => tasks.get(task) ?? null,
  }
}
