import { postAsApplication } from './post-as-application.ts'
import type { Sent } from './receipt-of.ts'
import type { Application, Tokens } from './tokens.ts'

/** Says on a card that its button was pressed, to all who have it. The code that came with the press is good for once, within 72 hours. */
export const updateCard = (
  application: Application,
  tokens: Tokens,
  { code, signal }: { readonly code: string; readonly signal: AbortSignal },
): Promise<Sent> =>
  postAsApplication(application, tokens, {
    path: '/cgi-bin/message/update_template_card',
    body: JSON.stringify({ atall: 1, agentid: application.agent, response_code: code, button: { replace_name: '已签收' } }),
    signal,
  })
