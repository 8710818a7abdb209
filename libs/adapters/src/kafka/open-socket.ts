import { connect, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { ISocketFactory } from 'kafkajs'

const KEEP_ALIVE_MS = 60_000

/**
 * A connection on which every request leaves at once. kafkajs' own sockets hold a small request back while an earlier one is not acknowledged (Nagle's algorithm): the positions of several partitions,
 * moved together, then go one after the other, and the end of a large request may wait for the other side's delayed acknowledgement, 40 ms.
 */
export const openSocket: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const socket = ssl ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...ssl }, onConnect) : connect({ host, port }, onConnect)
  socket.setKeepAlive(true, KEEP_ALIVE_MS)
  socket.setNoDelay(true)
  return socket
}
