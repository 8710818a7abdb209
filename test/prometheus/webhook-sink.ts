import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One notification as Alertmanager posts it. */
export interface Notified {
  readonly receiver: string
  readonly status: string
  readonly groupLabels: Readonly<Record<string, string>>
  readonly alerts: readonly {
    readonly status: string
    readonly labels: Readonly<Record<string, string>>
    readonly annotations: Readonly<Record<string, string>>
  }[]
}

/** Takes whatever an Alertmanager tells its receivers. */
export const startWebhookSink = async () => {
  const notified: Notified[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    notified.push(JSON.parse(Buffer.concat(chunks).toString()) as Notified)
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    notified,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
