import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Duplex } from 'node:stream'

const CONNECT_MS = 10_000

/** What befell connections that had not come about, the handshake of TLS included: they have not carried anything. */
const before = new WeakSet<object>()

/** Whether a fault, or what an error of axios has as its cause, kept a connection from coming about. */
export const isBeforeConnected = (fault: unknown): boolean => typeof fault === 'object' && fault !== null && before.has(fault)

/** Heard before whoever asked for the connection hears it. */
const limited = (socket: Duplex | null | undefined, { ready, connectMs }: { readonly ready: 'connect' | 'secureConnect'; readonly connectMs: number }) => {
  if (!socket) return socket
  const timer = setTimeout(() => socket.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT', syscall: 'connect' })), connectMs)
  const failed = (fault: Error): void => void before.add(fault)
  socket.once('error', failed).once('close', () => clearTimeout(timer))
  return socket.once(ready, () => {
    clearTimeout(timer)
    socket.off('error', failed)
  })
}

/** A connection for each request: one that is kept may be gone when it is used, and then nobody knows what became of the request. One that does not come about in time is given up. */
export const patientAgents = (connectMs = CONNECT_MS) => {
  class PatientHttp extends HttpAgent {
    override createConnection(...args: Parameters<HttpAgent['createConnection']>): Duplex | null | undefined {
      return limited(super.createConnection(...args), { ready: 'connect', connectMs })
    }
  }
  class PatientHttps extends HttpsAgent {
    override createConnection(...args: Parameters<HttpsAgent['createConnection']>): Duplex | null | undefined {
      return limited(super.createConnection(...args), { ready: 'secureConnect', connectMs })
    }
  }
  return { httpAgent: new PatientHttp({ keepAlive: false }), httpsAgent: new PatientHttps({ keepAlive: false }) }
}
