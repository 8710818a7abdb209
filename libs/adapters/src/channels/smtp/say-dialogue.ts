import type { Logger } from 'nodemailer/lib/shared'
import { blanking } from '../blanking.ts'

/** Hears one line. */
export type Say = (line: string) => void

interface Noted {
  readonly tnx?: string
}

/** Nodemailer's log as the dialogue that it is: `>` is ours, `<` the server's, `*` what happens to the connection. The password is blanked in every form in which it is sent. */
export function sayingDialogue(say: Say, blank: (text: string) => string): Logger {
  const hear = (noted: unknown, words?: unknown, ...rest: readonly unknown[]): void => {
    const { tnx = '' } = (noted ?? {}) as Noted
    const text = filledIn(String(words ?? ''), rest)
    for (const line of text.split(/\r?\n/u)) if (line !== '') say(`${MARKS[tnx] ?? '*'} ${blank(line)}`)
  }
  return { trace: hear, debug: hear, info: hear, warn: hear, error: hear, fatal: hear, level: () => undefined } as unknown as Logger
}

const MARKS: Readonly<Record<string, string>> = { client: '>', server: '<', message: '>' }

/** The words come with `%s` and what belongs there. */
const filledIn = (words: string, values: readonly unknown[]): string => {
  const rest = [...values]
  return words.replace(/%[sdj]/gu, (mark) => (rest.length > 0 ? String(rest.shift()) : mark))
}

/** A password in every form in which it is sent, or said back. */
export const blankingPassword = (login: { readonly user: string; readonly password: string } | undefined): ((text: string) => string) =>
  blanking(login ? [login.password, ...[login.password, `\0${login.user}\0${login.password}`].map((text) => Buffer.from(text).toString('base64'))] : [])
