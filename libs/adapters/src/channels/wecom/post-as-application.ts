import { askWecom, type WecomFile } from './ask-wecom.ts'
import { type Sent, sentBy } from './receipt-of.ts'
import type { Application, Tokens } from './tokens.ts'

interface Post {
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Sent as it is on every try: a repeat is one by its bytes. */
  readonly body: string | WecomFile
  readonly signal: AbortSignal
}

/** One request in the application's name. A token that is not taken is renewed once. */
export async function postAsApplication(application: Application, tokens: Tokens, post: Post): Promise<Sent> {
  const first = await tryOnce(application, tokens, post)
  if (first.outcome !== 'renew') return first
  const second = await tryOnce(application, tokens, post)
  return second.outcome === 'renew' ? { ...second, outcome: 'deferred', blame: 'channel' } : second
}

async function tryOnce({ base, transcript }: Application, tokens: Tokens, { path, query, body, signal }: Post): Promise<Sent> {
  const token = await tokens.get(signal)
  if ('fault' in token) return token.fault
  const sent = sentBy(await askWecom({ base, path, query: { access_token: token.token }, plainQuery: query, body, signal, ...(transcript && { transcript }) }))
  if (sent.outcome === 'renew') tokens.drop(token.token)
  return sent
}
