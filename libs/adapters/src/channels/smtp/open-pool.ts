import type { Logger } from 'nodemailer/lib/shared'
import { type Letter, type Line, type MailServer, openLine, type Posted } from './open-line.ts'

export interface MailPool {
  /** Over one of a few connections, as soon as one is free. What was still waiting when the signal came was not sent, and never will be. */
  post(letter: Letter, signal: AbortSignal): Promise<Posted>
}

/** Servers end idle sessions within minutes; ours end before that, and a process that has nothing more to send ends soon. */
const IDLE_MS = 5_000
/** NetEase and others count the mails of a connection. */
const MOST_IN_ONE_CONNECTION = 50

interface Idle {
  readonly line: Line
  readonly mails: number
  readonly timer: NodeJS.Timeout
}

/**
 * A few connections that are kept while there is something to send. A connection that dies never sends again by itself. Ours and not nodemailer's pool, which cannot be told to give a mail up: there one
 * server that answers byte by byte keeps every connection for ever, and mails that were long given up go out hours later.
 */
export function openPool(server: MailServer, logger: Logger | false): MailPool {
  const idle: Idle[] = []
  const waiting: (() => void)[] = []
  let taken = 0

  const take = (signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve(false)
      if (taken < server.connections) {
        taken += 1
        return resolve(true)
      }
      const turn = (): void => {
        signal.removeEventListener('abort', onAbort)
        resolve(true)
      }
      const onAbort = (): void => {
        waiting.splice(waiting.indexOf(turn), 1)
        resolve(false)
      }
      signal.addEventListener('abort', onAbort, { once: true })
      return void waiting.push(turn)
    })

  /** Whoever waits longest has it next. */
  const release = (): void => {
    const next = waiting.shift()
    if (next) next()
    else taken -= 1
  }

  const keep = (line: Line, mails: number): void => {
    const timer = setTimeout(() => {
      idle.splice(idle.indexOf(kept), 1)
      line.quit()
    }, IDLE_MS)
    const kept: Idle = { line, mails, timer }
    idle.push(kept)
  }

  const lineFor = async (signal: AbortSignal): Promise<{ readonly line: Line; readonly mails: number } | Extract<Posted, { fault: unknown }>> => {
    for (let last = idle.pop(); last; last = idle.pop()) {
      clearTimeout(last.timer)
      if (await last.line.free()) return last
    }
    const opened = await openLine(server, logger, signal)
    return 'fault' in opened ? { ...opened, isOut: false } : { line: opened, mails: 0 }
  }

  /** The answer waits for nothing; the connection is another's once it is free again. */
  const giveBack = async (line: Line, mails: number): Promise<void> => {
    const isFree = await line.free()
    if (isFree && mails < MOST_IN_ONE_CONNECTION) keep(line, mails)
    else line.quit()
    release()
  }

  return {
    post: async (letter, signal) => {
      if (!(await take(signal))) return { fault: Object.assign(new Error('no connection was free in time'), { code: 'ETIMEDOUT' }), isOut: false }
      const opened = await lineFor(signal)
      if ('fault' in opened) {
        release()
        return opened
      }
      const posted = await opened.line.post(letter, signal)
      void giveBack(opened.line, opened.mails + 1)
      return posted
    },
  }
}
