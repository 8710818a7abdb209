import { type AddressInfo, createServer, Socket } from 'node:net'
import { expect, it, vi } from 'vitest'
import { createClient } from './connection.ts'

it('a client of ours lets every request leave at once', async () => {
  const noDelay = vi.spyOn(Socket.prototype, 'setNoDelay')
  const met: Socket[] = []
  const server = createServer((socket) => met.push(socket.on('error', () => undefined)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const kafka = createClient({ connection: { brokers: [`127.0.0.1:${port}`], clientId: 'test' }, log: () => undefined, now: Date.now })
  const connecting = kafka.admin().connect()
  connecting.catch(() => undefined)
  await expect.poll(() => met.length).toBeGreaterThan(0)
  expect(noDelay).toHaveBeenCalledWith(true)
  for (const socket of met) socket.destroy()
  server.close()
})
