import { Readable } from 'node:stream'
import { rootCertificates } from 'node:tls'
import type { Logger } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SmtpFault } from './receipt-of.ts'

/** The mail server, and how it is spoken to. */
export interface MailServer {
  readonly host: string
  readonly port: number
  /** `tls` from the first byte, `starttls` before anything is said, `none` to this machine alone. */
  readonly tls: 'tls' | 'starttls' | 'none'
  /** Certificates (PEM) of the authority that signs the server's, besides those of the system. */
  readonly ca?: string
  readonly login?: { readonly user: string; readonly password: string }
  /** Connections at a time. */
  readonly connections: number
  /** In milliseconds; 10 s to connect, 10 s for the greeting, 60 s of silence unless said otherwise. */
  readonly patience?: { readonly connectMs: number; readonly greetingMs: number; readonly silenceMs: number }
}

/** A mail as bytes, and whom the server is told that it is from and for. */
export interface Letter {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly bytes: Uint8Array
}

/** `isOut`: every byte was handed on, so that the server may have the mail whatever the fault is. */
export type Posted = { readonly reply: string } | { readonly fault: SmtpFault; readonly isOut: boolean }

/** One connection to the mail server that has greeted us and let us in. */
export interface Line {
  /** What the server says, or that the signal came first; then the connection is gone, since nobody knows what it would say next. */
  post(letter: Letter, signal: AbortSignal): Promise<Posted>
  /** Whether another mail may go over it, once what was begun is over. */
  free(): Promise<boolean>
  /** Says goodbye where it is still open. */
  quit(): void
}

const PATIENCE = { connectMs: 10_000, greetingMs: 10_000, silenceMs: 60_000 }
/** A refused mail is forgotten by the server within this, or its connection is; so is a goodbye. */
const RESET_MS = 10_000

const gone = (words: string, code: string): SmtpFault => Object.assign(new Error(words), { code })
const late = (): SmtpFault => gone('no answer within the time of a try', 'ETIMEDOUT')

/** Connects, and logs in where there is a login. A server that says yes byte by byte is not silent, and yet has no more time than the signal gives. */
export function openLine(server: MailServer, logger: Logger | false, signal: AbortSignal): Promise<Line | { readonly fault: SmtpFault }> {
  const connection = new SMTPConnection(optionsOf(server, logger))
  return new Promise((resolve) => {
    const fail = (fault: SmtpFault): void => {
      settle({ fault })
      connection.close()
    }
    const onAbort = () => fail(late())
    const settle = (opened: Line | { readonly fault: SmtpFault }): void => {
      signal.removeEventListener('abort', onAbort)
      resolve(opened)
    }
    // Later faults come to whoever sends, and here to nobody any more.
    connection.on('error', (fault) => fail(fault as SmtpFault))
    connection.once('end', () => fail(gone('the connection was closed', 'ECONNECTION')))
    if (signal.aborted) return fail(late())
    signal.addEventListener('abort', onAbort, { once: true })
    const ready = (fault?: Error | null): void => (fault ? fail(fault as SmtpFault) : settle(lineOn(connection)))
    connection.connect((fault) => (fault || !server.login || !connection.allowsAuth ? ready(fault) : connection.login(authOf(server.login), ready)))
  })
}

const authOf = ({ user, password }: NonNullable<MailServer['login']>) => ({ user, credentials: { user, pass: password } })

function optionsOf({ host, port, tls, ca, patience = PATIENCE }: MailServer, logger: Logger | false) {
  return {
    host,
    port,
    secure: tls === 'tls',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    tls: { minVersion: 'TLSv1.2' as const, ...(ca !== undefined && { ca: [...rootCertificates, ca] }) },
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.greetingMs,
    socketTimeout: patience.silenceMs,
    logger,
    debug: logger !== false,
  }
}

function lineOn(connection: SMTPConnection): Line {
  let isOpen = true
  let forgotten: Promise<boolean> | null = null
  const close = (): void => {
    isOpen = false
    connection.close()
  }
  connection.once('end', close)
  return {
    quit: () => {
      if (!isOpen) return
      isOpen = false
      setTimeout(() => connection.close(), RESET_MS).unref()
      connection.quit()
    },
    free: async () => isOpen && (await (forgotten ?? true)),
    post: (letter, signal) => {
      if (!isOpen) return Promise.resolve({ fault: gone('the connection was closed', 'ECONNECTION'), isOut: false })
      return posted(connection, letter, signal).then((answer) => {
        if ('reply' in answer) return answer
        const { fault } = answer
        const isRefusal = (fault.code === 'EENVELOPE' || fault.code === 'EMESSAGE') && fault.responseCode !== 421
        if (isRefusal && isOpen) forgotten = reset(connection)
        else close()
        return answer
      })
    },
  }
}

/** Whether the server is ready for another mail after one that it refused. */
const reset = (connection: SMTPConnection): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (isReady: boolean): void => {
      clearTimeout(timer)
      if (!isReady) connection.close()
      resolve(isReady)
    }
    const timer = setTimeout(() => settle(false), RESET_MS)
    connection.once('end', () => settle(false))
    connection.reset((fault) => settle(!fault))
  })

interface Answer {
  readonly response?: string
  readonly rejectedErrors?: readonly unknown[]
}

/** Given as a source that nobody buffers, since only that tells whether the mail had been read to its end. */
const posted = (connection: SMTPConnection, { from, to, bytes }: Letter, signal: AbortSignal): Promise<Posted> =>
  new Promise((resolve) => {
    let isOut = false
    const settle = (answer: Posted): void => {
      signal.removeEventListener('abort', onAbort)
      resolve(answer)
    }
    const onAbort = () => settle({ fault: late(), isOut })
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    const source = Readable.from([bytes], { objectMode: false }).once('end', () => {
      isOut = true
    })
    return connection.send({ from, to: [to], size: bytes.length }, source, (fault, info) =>
      settle(fault || !info ? { fault: (fault ?? new Error('no answer')) as SmtpFault, isOut } : postedOf(info as Answer)),
    )
  })

/** One mail has one reader, so either he is rejected or accepted. */
const postedOf = ({ response = '', rejectedErrors = [] }: Answer): Posted => {
  const [rejected] = rejectedErrors
  return rejected ? { fault: rejected as SmtpFault, isOut: false } : { reply: response }
}
