import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from './free-ports.ts'
import { selfSigned } from './self-signed.ts'
import { startProgram } from './start-program.ts'

export interface EximServer {
  readonly port: number
  /** The certificate (PEM) that it shows after STARTTLS, before which it takes no mail. */
  readonly ca: string
  /** What lies in its mailbox, oldest first: every mail, whomever it is for, which its `Envelope-to` says. */
  mailbox(): readonly Buffer[]
  /** Resolves when the server has ended and its folder is gone. */
  stop(): Promise<void>
}

const PROGRAM = '/usr/sbin/exim4'

/** What to say where the machine has no Exim, or would not let us start it; null where it does. */
export const eximMissing = (): string | null => {
  if (!existsSync(PROGRAM)) return `Exim is not installed: apt-get install exim4-daemon-light (${PROGRAM} is looked for)`
  return process.getuid?.() === 0 ? null : 'Exim’s daemon is started by root alone: run the tests as root, in a container for example'
}

/** Starts a mail server of its own, which delivers what it accepts to a Maildir in a temporary folder and sends nothing on. Throws where none is installed. */
export const startExim = async (): Promise<EximServer> => {
  const missing = eximMissing()
  if (missing !== null) throw new Error(missing)
  const folder = mkdtempSync(join(tmpdir(), 'shixu-exim-'))
  try {
    const ca = layOut(folder)
    const [port = 0] = await freePorts(1)
    const config = join(folder, 'exim.conf')
    writeFileSync(config, configOf(folder, port))
    const stop = await startProgram({ program: PROGRAM, args: ['-C', config, '-bdf'], folder, hasChildren: true, isReady: () => listensAt(port) })
    return { port, ca, mailbox: () => mailsIn(join(folder, 'mailbox', 'new')), stop }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** Started by root it works as a user of its own, who has to read the key and to write spool and mailbox. */
const layOut = (folder: string): string => {
  const { key, cert } = selfSigned()
  chmodSync(folder, 0o755)
  for (const name of ['spool', 'mailbox']) {
    mkdirSync(join(folder, name))
    chmodSync(join(folder, name), 0o777)
  }
  writeFileSync(join(folder, 'key.pem'), key, { mode: 0o644 })
  writeFileSync(join(folder, 'cert.pem'), cert)
  return cert
}

const configOf = (folder: string, port: number): string => `
primary_hostname = mta.example.org
spool_directory = ${folder}/spool
log_file_path = ${folder}/spool/%s.log
pid_file_path = ${folder}/spool/exim.pid
keep_environment =
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
host_lookup =
tls_advertise_hosts = *
tls_certificate = ${folder}/cert.pem
tls_privatekey = ${folder}/key.pem
deliver_drop_privilege
acl_smtp_rcpt = recipient
begin acl
recipient:
  require message = Must issue a STARTTLS command first
          encrypted = *
  accept
begin routers
everyone:
  driver = accept
  transport = mailbox
begin transports
mailbox:
  driver = appendfile
  directory = ${folder}/mailbox
  maildir_format
  envelope_to_add
`

const listensAt = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })

/** Names in a Maildir begin with the second in which the mail was delivered. */
const mailsIn = (folder: string): readonly Buffer[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => readFileSync(join(folder, name)))
    : []
