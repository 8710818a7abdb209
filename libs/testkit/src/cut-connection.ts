import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Where a connection between a mail program and its server is cut: before a command of ours reaches the server, or before a reply of its reaches us. */
export type Cut = 'connect' | 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'body' | 'reply' | 'after'

export interface CutLine {
  readonly port: number
  close(): Promise<void>
}

/** Stands before a server on a port of its own and cuts each connection at one stage of the dialogue. `after` cuts when the reply to the mail has passed. */
export async function cutConnections(port: number, cut: Cut): Promise<CutLine> {
  const open = new Set<Socket>()
  const front = createServer((client) => {
    if (cut === 'connect') return client.destroy()
    const server = connect(port, '127.0.0.1')
    for (const socket of [client, server]) {
      open.add(socket)
      socket.on('error', () => 'cut')
      socket.on('close', () => endBoth(client, server))
    }
    return relay(client, server, cut)
  })
  await once(front.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (front.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        front.close(() => resolve())
      }),
  }
}

const endBoth = (client: Socket, server: Socket): void => {
  client.destroy()
  server.destroy()
}

/** The mail is in the body from our DATA on; its end is a line with a dot. */
function relay(client: Socket, server: Socket, cut: Cut): void {
  let inBody = false
  let isOver = false
  let tail = ''
  const end = () => endBoth(client, server)
  client.on('data', (chunk) => {
    const text = chunk.toString('latin1')
    if (!inBody && new RegExp(`^${cut}\\b`, 'imu').test(text)) return end()
    if (inBody && cut === 'body') return end()
    if (/^DATA\r?$/imu.test(text)) inBody = true
    tail = `${tail}${text}`.slice(-5)
    if (inBody && tail === '\r\n.\r\n') isOver = true
    return server.write(chunk)
  })
  server.on('data', (chunk) => {
    if (cut === 'greeting' || (isOver && cut === 'reply')) return end()
    client.write(chunk)
    return isOver && cut === 'after' ? client.end() : undefined
  })
}
