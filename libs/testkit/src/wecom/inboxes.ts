import { type Body, partOf, textOf } from './body.ts'

/** A message that came through, as its reader sees it. */
export interface Arrived {
  readonly at: number
  readonly type: string
  /** Of text and markdown. */
  readonly content: string
  readonly body: Body
  readonly msgid: string
}

/** What has arrived, by whom it was for: `robot/<key>` and `member/<user>`. */
export interface Inboxes {
  put(owner: string, message: Omit<Arrived, 'type' | 'content'>): void
  of(owner: string): readonly Arrived[]
  owners(): readonly string[]
}

export const createInboxes = (): Inboxes => {
  const boxes = new Map<string, Arrived[]>()
  return {
    put: (owner, { at, body, msgid }) => {
      const type = textOf(body.msgtype)
      const box = boxes.get(owner) ?? []
      box.push({ at, type, content: textOf(partOf(body, type).content), body, msgid })
      boxes.set(owner, box)
    },
    of: (owner) => boxes.get(owner) ?? [],
    owners: () => [...boxes.keys()].sort(),
  }
}

/** Counts what came in any stretch of time. */
export const createWindow = ({ most, inMs }: { readonly most: number; readonly inMs: number }) => {
  const came = new Map<string, number[]>()
  return {
    /** Whether one more has room; if so, it is counted. */
    take: (key: string, now: number): boolean => {
      const within = (came.get(key) ?? []).filter((at) => at > now - inMs)
      const hasRoom = within.length < most
      came.set(key, hasRoom ? [...within, now] : within)
      return hasRoom
    },
  }
}
