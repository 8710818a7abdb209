import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** What a server says at a stage of the dialogue instead of yes; several are said one after the other, then yes. */
export interface MailAnswers {
  readonly connect?: readonly string[]
  readonly auth?: readonly string[]
  readonly mail?: readonly string[]
  readonly rcpt?: readonly string[]
  readonly data?: readonly string[]
}

export interface MailServerOptions {
  readonly answers?: MailAnswers
  /** Who may log in; without it nobody is asked. */
  readonly login?: { readonly user: string; readonly password: string }
  /** A certificate for STARTTLS, or for TLS at once. */
  readonly certificate?: { readonly key: string; readonly cert: string; readonly mode: 'tls' | 'starttls' }
  /** Called before the mail is answered; the reply waits for it. */
  readonly beforeReply?: () => Promise<void>
  /** Told of each mail that it accepts. */
  readonly received?: (mail: ReceivedMail) => void
}

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: Buffer
  readonly secure: boolean
}

export interface MailServer {
  readonly port: number
  readonly mails: readonly ReceivedMail[]
  close(): Promise<void>
}

/** A real SMTP server on a free port of this machine, which keeps what it accepted. */
export async function startMailServer({ answers = {}, login, certificate, beforeReply, received }: MailServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = []
  const next = answering(answers)
  const options: SMTPServerOptions = {
    authOptional: login === undefined,
    allowInsecureAuth: true,
    secure: certificate?.mode === 'tls',
    disabledCommands: [...(certificate?.mode === 'starttls' ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
    ...(certificate && { key: certificate.key, cert: certificate.cert }),
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (_session, done) => done(next('connect')),
    onAuth: (given, _session, done) => {
      const isRight = given.username === login?.user && given.password === login?.password
      const refused = next('auth') ?? (isRight ? null : fault('535 Error: authentication failed'))
      return refused ? done(refused) : done(null, { user: given.username })
    },
    onMailFrom: (_address, _session, done) => done(next('mail')),
    onRcptTo: (_address, _session, done) => done(next('rcpt')),
    onData: (stream, { envelope, secure }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const refused = next('data')
        if (refused) return done(refused)
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        const mail = { from, to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks), secure }
        mails.push(mail)
        received?.(mail)
        await beforeReply?.()
        return done(null)
      })
    },
  }
  const server = new SMTPServer(options)
  server.on('error', () => 'a client that broke off')
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { port: (server.server.address() as AddressInfo).port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

const answering = (answers: MailAnswers): ((stage: keyof MailAnswers) => Error | null) => {
  const left = new Map(Object.entries(answers).map(([stage, each]) => [stage, [...each]]))
  return (stage) => {
    const reply = left.get(stage)?.shift()
    return reply === undefined ? null : fault(reply)
  }
}

const fault = (reply: string): Error => Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })
