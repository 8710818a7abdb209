import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startMailServer } from '@shixu/testkit/mail-server'
import type { Settings } from './process.ts'

/** A real SMTP server that puts every mail into a folder and passes none on. */
export interface MailSink {
  /** What the notifier needs to send to it. */
  readonly settings: Settings
  /** host:port */
  readonly address: string
  readonly stop: () => Promise<void>
}

export const startMailSink = async (folder: string): Promise<MailSink> => {
  let count = 0
  const server = await startMailServer({
    received: ({ raw }) => {
      count += 1
      writeFileSync(join(folder, `${String(count).padStart(4, '0')}.eml`), raw)
    },
  })
  const settings = {
    SHIXU_SMTP_HOST: '127.0.0.1',
    SHIXU_SMTP_PORT: String(server.port),
    SHIXU_SMTP_TLS: 'none',
    SHIXU_SMTP_FROM_ADDRESS: 'shixu@example.org',
  }
  return { settings, address: `127.0.0.1:${server.port}`, stop: server.close }
}
