import { postAsApplication } from './post-as-application.ts'
import type { Sent } from './receipt-of.ts'
import type { Application, Tokens } from './tokens.ts'

/** Says on the button of a card that it was pressed, to all who have it. The code that came with the press is good for once, within 72 hours. */
export const updateCard = (
  application: Application,
  tokens: Tokens,
  { code, says, signal }: { readonly code: string; readonly says: string; readonly signal: AbortSignal },
): Promise<Sent> =>
  postAsApplication(application, tokens, {
    path: '/cgi-bin/message/update_template_card',
    body: JSON.stringify({ atall: 1, agentid: application.agent, response_code: code, button: { replace_name: says } }),
    signal,
  })
