import type { Logger } from 'nodemailer/lib/shared'

/** Hears one line. */
export type Say = (line: string) => void

interface Noted {
  readonly tnx?: string
}

/** Nodemailer's log as the dialogue that it is: `>` is ours, `<` the server's, `*` what happens to the connection. The password is blanked in every form in which it is sent. */
export function sayingDialogue(say: Say, password = ''): Logger {
  const hidden = hiddenForms(password)
  const blank = (text: string): string => hidden.reduce((line, secret) => line.replaceAll(secret, '***'), text)
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

const hiddenForms = (password: string): readonly string[] =>
  password === '' ? [] : [password, Buffer.from(password).toString('base64'), encodeURIComponent(password)]
