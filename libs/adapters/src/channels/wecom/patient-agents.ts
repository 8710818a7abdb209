import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

const CONNECT_MS = 10_000

/** A connection that does not come about is known not to have carried anything; the error says at which call it was. */
const limited = (socket: Duplex | null | undefined, ready: 'connect' | 'secureConnect'): Duplex | null | undefined => {
  if (!socket) return socket
  const fault = Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT', syscall: 'connect' })
  const timer = setTimeout(() => (socket as Socket).destroy(fault), CONNECT_MS)
  for (const event of [ready, 'close', 'error']) socket.once(event, () => clearTimeout(timer))
  return socket
}

class PatientHttp extends HttpAgent {
  override createConnection(...args: Parameters<HttpAgent['createConnection']>): Duplex | null | undefined {
    return limited(super.createConnection(...args), 'connect')
  }
}

class PatientHttps extends HttpsAgent {
  override createConnection(...args: Parameters<HttpsAgent['createConnection']>): Duplex | null | undefined {
    return limited(super.createConnection(...args), 'secureConnect')
  }
}

/** A connection for each request: one that is kept may be gone when it is used, and then nobody knows what became of the request. */
export const patientAgents = () => ({ httpAgent: new PatientHttp({ keepAlive: false }), httpsAgent: new PatientHttps({ keepAlive: false }) })
