import { Readable } from 'node:stream'
import { rootCertificates } from 'node:tls'
import type { Logger } from 'nodemailer/lib/shared'
import SMTPPool from 'nodemailer/lib/smtp-pool'
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

export interface MailPool {
  post(letter: Letter, signal: AbortSignal): Promise<Posted>
  close(): void
}

const PATIENCE = { connectMs: 10_000, greetingMs: 10_000, silenceMs: 60_000 }

/** Servers end idle sessions within minutes; ours end before that, and a process that has nothing more to send ends soon. */
const IDLE_MS = 5_000
/** NetEase and others count the mails of a connection. */
const MOST_IN_ONE_CONNECTION = 50

/** A few connections that are kept while there is something to send. A connection that dies never sends again by itself: whether it may is not nodemailer's to know. */
export function openPool(server: MailServer, logger: Logger | false): MailPool {
  const pool = new SMTPPool(optionsOf(server, logger))
  return {
    post: (letter, signal) => post(pool, letter, signal),
    close: () => pool.close(),
  }
}

function optionsOf({ host, port, tls, ca, login, connections, patience = PATIENCE }: MailServer, logger: Logger | false) {
  return {
    pool: true as const,
    host,
    port,
    secure: tls === 'tls',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    tls: { minVersion: 'TLSv1.2' as const, ...(ca !== undefined && { ca: [...rootCertificates, ca] }) },
    ...(login && { auth: { user: login.user, pass: login.password } }),
    maxConnections: connections,
    maxMessages: MOST_IN_ONE_CONNECTION,
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.greetingMs,
    socketTimeout: patience.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger,
    debug: logger !== false,
  }
}

/** Given to the pool as a transport gets it from nodemailer, since only a source that nobody buffers tells whether the mail had been read to its end. */
function post(pool: SMTPPool, { id, from, to, bytes }: Letter, signal: AbortSignal): Promise<Posted> {
  let isOut = false
  const source = () =>
    Readable.from([bytes], { objectMode: false }).once('end', () => {
      isOut = true
    })
  const mail = {
    data: { signal },
    message: { getEnvelope: () => ({ from, to: [to], size: bytes.length }), messageId: () => id, getHeader: () => id, createReadStream: source },
  }
  return new Promise((resolve) => {
    pool.send(mail as never, (fault, info) =>
      resolve(fault || !info ? { fault: (fault ?? new Error('no answer')) as SmtpFault, isOut } : postedOf(info as Answer)),
    )
  })
}

interface Answer {
  readonly response: string
  readonly rejectedErrors?: readonly SmtpFault[]
}

/** One mail has one reader, so either he is rejected or accepted. */
const postedOf = ({ response, rejectedErrors = [] }: Answer): Posted => {
  const [rejected] = rejectedErrors
  return rejected ? { fault: rejected, isOut: false } : { reply: response }
}
