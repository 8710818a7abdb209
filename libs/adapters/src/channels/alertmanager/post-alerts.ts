import { oneLine, shortened } from '@shixu/domain'
import { askedAgainMs } from '../asked-again.ts'
import { blanking } from '../blanking.ts'
import type { AlertBody } from './alert-body.ts'
import { type AlertmanagerCode, codeOfStatus, type InstanceAnswer } from './codes.ts'

/** One instance: where its API is, and how it knows us. */
export interface Instance {
  readonly name: string
  readonly url: string
  readonly authorization: string | null
  /** What must not be told, whoever says it. */
  readonly secrets: readonly string[]
  /** Hears what is asked and answered, secrets blanked. */
  readonly transcript?: (line: string) => void
}

/** Reads an address of the settings, with a user and a password in it where the instance asks for them. */
export const instanceAt = (address: string, transcript?: (line: string) => void): Instance => {
  const { username, password, host, protocol, pathname } = new URL(address)
  const plain = decodeURIComponent(password)
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${plain}`).toString('base64')
  return {
    name: host,
    url: `${protocol}//${host}${pathname.replace(/\/+$/u, '')}/api/v2/alerts`,
    authorization: username === '' ? null : `Basic ${credentials}`,
    secrets: username === '' ? [] : [credentials, plain],
    ...(transcript && { transcript }),
  }
}

/** Of a nation's worth of alerts as many at a time as any proxy takes. */
const AT_ONCE = 200
const PATIENCE_MS = 15_000
const SAID_LENGTH = 300
const TOLD_LENGTH = 2_000

/** Hands all alerts to one instance, part by part; the first part that is not taken whole ends it, and says which alerts were not. */
export const postAlerts = async (instance: Instance, alerts: readonly AlertBody[], signal: AbortSignal): Promise<InstanceAnswer> => {
  for (let at = 0; at < alerts.length; at += AT_ONCE) {
    const part = alerts.slice(at, at + AT_ONCE)
    const answer = await post(instance, part, signal)
    if (answer.code === 'partly-stored' && part.length > 1) return nameRefused(instance, part, signal)
    if (answer.code !== 'stored') return { ...answer, text: part.length === 1 ? `${nameOf(part[0])}: ${answer.text}` : answer.text }
  }
  return { instance: instance.name, code: 'stored', text: '' }
}

/** One by one, so that the sound ones are stored for certain and the others are known by name. */
const nameRefused = async (instance: Instance, part: readonly AlertBody[], signal: AbortSignal): Promise<InstanceAnswer> => {
  const refused: string[] = []
  for (const alert of part) {
    const answer = await post(instance, [alert], signal)
    if (answer.code === 'partly-stored') refused.push(`${nameOf(alert)}: ${answer.text}`)
    else if (answer.code !== 'stored') return answer
  }
  return { instance: instance.name, code: refused.length === 0 ? 'stored' : 'partly-stored', text: refused.join('; ') }
}

const nameOf = (alert: AlertBody | undefined): string => `${alert?.labels.region}/${alert?.labels.year}/${alert?.labels.target}#${alert?.labels.kind}`

const post = async (instance: Instance, alerts: readonly AlertBody[], signal: AbortSignal): Promise<InstanceAnswer> => {
  const { url, authorization, secrets, transcript = () => undefined } = instance
  const blank = blanking(secrets)
  const body = JSON.stringify(alerts)
  for (const line of [`POST ${url}`, ...(authorization === null ? [] : ['authorization: Basic ***']), shortened(blank(body), TOLD_LENGTH)])
    transcript(`> ${line}`)
  const answer = await ask(instance, body, signal).catch((fault: unknown) => ({ instance: instance.name, code: 'unreachable' as const, text: causeOf(fault) }))
  const told = { ...answer, text: blank(answer.text) }
  transcript(`< ${told.text === '' ? 'HTTP 200' : told.text}`)
  return told.code === 'stored' ? { ...told, text: '' } : told
}

const ask = async ({ name, url, authorization }: Instance, body: string, signal: AbortSignal): Promise<InstanceAnswer> => {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...(authorization !== null && { authorization }) },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
  })
  const code: AlertmanagerCode = codeOfStatus(response.status)
  const againMs = askedAgainMs(response.headers.get('retry-after'), Date.now())
  const text = `HTTP ${response.status} ${await said(response)}`.trim()
  return { instance: name, code, text, ...(againMs !== undefined && { againMs }) }
}

const said = async (response: Response): Promise<string> => {
  const reader = response.body?.getReader()
  const first = (await reader?.read())?.value
  await reader?.cancel()
  return first === undefined ? '' : shortened(oneLine(new TextDecoder().decode(first)), SAID_LENGTH)
}

/** The reason of `fetch failed` stands in its cause. */
const causeOf = (fault: unknown): string => {
  const { message, cause } = fault as { readonly message?: string; readonly cause?: { readonly message?: string; readonly code?: string } }
  return cause?.code ?? cause?.message ?? message ?? String(fault)
}
