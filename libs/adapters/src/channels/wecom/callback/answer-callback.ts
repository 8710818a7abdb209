import { type CallbackSecrets, isSigned, opened } from './envelope.ts'
import { readXml } from './read-xml.ts'

/** A button was pressed. */
export interface Pressed {
  readonly user: string
  readonly task: string
  readonly key: string
  /** Of the press, in seconds since 1970; a callback that comes again has the same. */
  readonly createTime: string
  /** With which the card can be changed, once. */
  readonly responseCode: string
}

export interface CallbackRequest {
  readonly method: string
  readonly query: URLSearchParams
  readonly body: string
}

export interface CallbackAnswer {
  readonly status: number
  readonly body: string
}

interface Parts {
  readonly secrets: CallbackSecrets
  /** Milliseconds of the wall. */
  readonly now: () => number
  /** Resolves once what follows is safe. */
  readonly pressed: (pressed: Pressed) => Promise<void>
}

/** What is signed for another time was kept by somebody and sent again. Clocks may differ by less. */
const FRESH_MS = 10 * 60_000
/** The far end waits five seconds, and asks three times. */
const ANSWER_MS = 4_000

const no = (status: number, body: string): CallbackAnswer => ({ status, body })

/** Answers WeCom's callbacks: the proof of the address (GET), and buttons that were pressed (POST). Whatever is not signed, fresh and for us learns nothing more. */
export async function answerCallback(parts: Parts, request: CallbackRequest): Promise<CallbackAnswer> {
  const { query, method } = request
  const encrypted = method === 'GET' ? (query.get('echostr') ?? '') : (readXml(request.body)?.get('Encrypt') ?? '')
  const [signature, timestamp, nonce] = ['msg_signature', 'timestamp', 'nonce'].map((name) => query.get(name) ?? '') as [string, string, string]
  if (encrypted === '' || !isSigned(signature, [timestamp, nonce, encrypted], parts.secrets)) return no(403, 'not signed')
  if (!(Math.abs(parts.now() - Number(timestamp) * 1000) <= FRESH_MS)) return no(403, 'not fresh')
  const text = opened(encrypted, parts.secrets)
  if (text === null) return no(400, 'cannot be read')
  return method === 'GET' ? { status: 200, body: text } : onEvent(parts, text)
}

async function onEvent({ pressed }: Parts, text: string): Promise<CallbackAnswer> {
  const event = readXml(text)
  if (event?.get('Event') !== 'template_card_event') return { status: 200, body: '' }
  const word = (name: string): string => event.get(name) ?? ''
  const safe = pressed({
    user: word('FromUserName'),
    task: word('TaskId'),
    key: word('EventKey'),
    createTime: word('CreateTime'),
    responseCode: word('ResponseCode'),
  }).then(
    () => true,
    () => false,
  )
  // An empty 200 ends it; anything else makes the far end ask again.
  return (await Promise.race([safe, inTime()])) ? { status: 200, body: '' } : no(503, 'try again')
}

const inTime = (): Promise<false> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(false), ANSWER_MS).unref()
  })
