import { createHash, randomBytes } from 'node:crypto'
import { type Answer, answer } from './answers.ts'
import { type Body, checkContent, partOf, textOf } from './body.ts'
import { type Cards, createCards } from './cards.ts'
import { createWindow, type Inboxes } from './inboxes.ts'
import type { Media } from './media.ts'

interface Parts {
  readonly now: () => number
  readonly inboxes: Inboxes
  readonly media: Media
  readonly agent: number
  /** User ids that the application may reach; `any` takes every one. */
  readonly members: readonly string[] | 'any'
  /** Members without a licence for this interface. */
  readonly unlicensed: readonly string[]
}

export interface Application {
  send(body: Body | null): Answer
  readonly cards: Cards
  /** Messages that members never saw, because they had too many. */
  dropped(): readonly { readonly user: string; readonly body: Body }[]
}

const MINUTE = 60_000
const MOST_USERS = 1000
const MOST_GROUPS = 100
const LONGEST_CHECK_S = 14_400
const CHECK_S = 1800

const listed = (value: unknown): readonly string[] => textOf(value).split('|').filter(Boolean)

/** Of these a message names a file that was brought before. */
const FILES: readonly unknown[] = ['image', 'voice', 'video', 'file']

/** What is wrong with a request before anyone is looked for. */
const checkRequest = (body: Body, { agent, media }: Pick<Parts, 'agent' | 'media'>): ReturnType<typeof checkContent> => {
  if (Number(body.agentid) !== agent) return 40056
  if (listed(body.touser).length > MOST_USERS || listed(body.toparty).length > MOST_GROUPS || listed(body.totag).length > MOST_GROUPS) return 40058
  const interval = body.duplicate_check_interval
  if (interval !== undefined && !(Number(interval) > 0 && Number(interval) <= LONGEST_CHECK_S)) return 40058
  const type = textOf(body.msgtype)
  return FILES.includes(type) ? media.check(textOf(partOf(body, type).media_id), type) : checkContent(body, 'application')
}

/** Messages of an application to members: partial failure is errcode 0, a repeat is dropped where that is asked for, and whoever gets too many is silently left out. */
export const createApplication = ({ now, inboxes, media, agent, members, unlicensed }: Parts): Application => {
  const minute = createWindow({ most: 30, inMs: MINUTE })
  const hour = createWindow({ most: 1000, inMs: 60 * MINUTE })
  const seen = new Map<string, { readonly until: number; readonly answer: Answer }>()
  const cards = createCards(now)
  const dropped: { user: string; body: Body }[] = []

  const repeated = (hash: string): Answer | null => {
    const before = seen.get(hash)
    return before && before.until > now() ? before.answer : null
  }

  const deliver = (body: Body): Answer => {
    const wanted = listed(body.touser)
    const known = (user: string) => members === 'any' || members.some((each) => each.toLowerCase() === user.toLowerCase())
    const invalid = wanted.filter((user) => !known(user))
    const without = wanted.filter((user) => known(user) && unlicensed.includes(user))
    const reached = wanted.filter((user) => known(user) && !unlicensed.includes(user))
    const partial = {
      ...(invalid.length > 0 && { invaliduser: invalid.join('|') }),
      ...(without.length > 0 && { unlicenseduser: without.join('|') }),
    }
    if (reached.length === 0) return answer(81013, partial)
    const card = body.msgtype === 'template_card' ? cards.issue(partOf(body, 'template_card'), reached) : null
    if (card === 'taken') return answer(40058)
    const msgid = randomBytes(16).toString('base64url')
    for (const user of reached) {
      if (minute.take(user, now()) && hour.take(user, now())) inboxes.put(`member/${user}`, { at: now(), body, msgid })
      else dropped.push({ user, body })
    }
    return answer(0, { ...partial, msgid, ...(card && { response_code: card }) })
  }

  return {
    cards,
    dropped: () => dropped,
    send: (body) => {
      if (body === null) return answer(47001)
      const wrong = checkRequest(body, { agent, media })
      if (wrong !== 0) return answer(wrong)
      const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex')
      const before = body.enable_duplicate_check === 1 ? repeated(hash) : null
      if (before) return before
      const said = deliver(body)
      if (said.errcode === 0) seen.set(hash, { until: now() + Number(body.duplicate_check_interval ?? CHECK_S) * 1000, answer: said })
      return said
    },
  }
}
