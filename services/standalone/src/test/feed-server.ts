import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A publisher's site: what it answers to each path can be changed as time goes on. It is closed after the test. */
export interface FeedServer {
  readonly address: string
  readonly answers: Map<string, Answer>
  /** How often each path was asked for. */
  readonly asked: Map<string, number>
}

export const startFeedServer = async (): Promise<FeedServer> => {
  const answers = new Map<string, Answer>()
  const asked = new Map<string, number>()
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.set(path, (asked.get(path) ?? 0) + 1)
    const answer = answers.get(path)
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, answers, asked }
}

/** A table with an entity tag, which is not sent again where it is unchanged. */
export const table = (text: string): Answer => {
  const etag = `"${Buffer.from(text).length}-${[...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000_007, 7)}"`
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end()
    else response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8', etag }).end(text)
  }
}
