import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

/** Where an application is called back, and what the two have agreed on. */
export interface CallbackTo {
  readonly url: string
  readonly token: string
  /** 43 characters. */
  readonly aesKey: string
  readonly corp: string
  /** How long an answer may take; the real one waits 5 seconds. */
  readonly answerMs?: number
}

export interface CallbackTried {
  /** HTTP status of each try; 0 where none came in time. */
  readonly statuses: readonly number[]
  readonly answered: boolean
}

const BLOCK = 32
const TRIES = 3
const ANSWER_MS = 5_000

const keyOf = (aesKey: string): Buffer => Buffer.from(`${aesKey}=`, 'base64')

export const signatureOf = (token: string, parts: readonly string[]): string =>
  createHash('sha1')
    .update([token, ...parts].sort().join(''))
    .digest('hex')

/** Random, length, text and receiver, padded to 32 bytes and encrypted: https://developer.work.weixin.qq.com/document/path/90968 */
export const encrypt = (text: string, { aesKey, corp }: Pick<CallbackTo, 'aesKey' | 'corp'>): string => {
  const body = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const plain = Buffer.concat([randomBytes(16), length, body, Buffer.from(corp)])
  const pad = BLOCK - (plain.length % BLOCK)
  const key = keyOf(aesKey)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)])), cipher.final()]).toString('base64')
}

export const decrypt = (encrypted: string, { aesKey }: Pick<CallbackTo, 'aesKey'>): { readonly text: string; readonly receiver: string } => {
  const key = keyOf(aesKey)
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(Buffer.from(encrypted, 'base64')), decipher.final()])
  const plain = padded.subarray(0, padded.length - padded[padded.length - 1]!)
  const length = plain.readUInt32BE(16)
  return { text: plain.subarray(20, 20 + length).toString(), receiver: plain.subarray(20 + length).toString() }
}

interface Signed {
  readonly query: string
  readonly encrypted: string
}

/** Text as the far end sends it; `encrypted` where it is to be another than it should. */
export const sealed = (to: Pick<CallbackTo, 'token' | 'aesKey' | 'corp'>, text: string, now: number, encrypted = encrypt(text, to)): Signed => {
  const timestamp = String(Math.floor(now / 1000))
  const nonce = randomBytes(6).toString('hex')
  const signature = signatureOf(to.token, [timestamp, nonce, encrypted])
  return { encrypted, query: new URLSearchParams({ msg_signature: signature, timestamp, nonce }).toString() }
}

/** Proves that the receiver is who he should be, as when the address is saved in the console: he must answer with what was encrypted. */
export const verifyUrl = async (to: CallbackTo, now: number): Promise<boolean> => {
  const word = randomBytes(10).toString('hex')
  const { query, encrypted } = sealed(to, word, now)
  const reply = await fetch(`${to.url}?${query}&echostr=${encodeURIComponent(encrypted)}`, { signal: AbortSignal.timeout(to.answerMs ?? ANSWER_MS) })
  return reply.ok && (await reply.text()) === word
}

/** The body of a callback. */
export const envelope = (corp: string, encrypted: string): string =>
  `<xml><ToUserName><![CDATA[${corp}]]></ToUserName><AgentID><![CDATA[]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`

/** Sends a callback, up to three times where no 200 comes in time. */
export const sendCallback = async (to: CallbackTo, xml: string, now: number): Promise<CallbackTried> => {
  const statuses: number[] = []
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { query, encrypted } = sealed(to, xml, now)
    const status = await post(`${to.url}?${query}`, envelope(to.corp, encrypted), to.answerMs ?? ANSWER_MS)
    statuses.push(status)
    if (status === 200) return { statuses, answered: true }
    await wait(1)
  }
  return { statuses, answered: false }
}

const post = async (url: string, body: string, answerMs: number): Promise<number> => {
  try {
    const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/xml' }, body, signal: AbortSignal.timeout(answerMs) })
    await reply.arrayBuffer()
    return reply.status
  } catch {
    return 0
  }
}
