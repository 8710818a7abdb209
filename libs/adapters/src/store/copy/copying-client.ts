import pg from 'pg'
import { from } from 'pg-copy-streams'

/** What a `copy … from stdin` reads, handed in as its one parameter. */
export class Copied {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

/** A client that copies too: Kysely hands its statements to `query` and knows nothing of what follows a COPY. */
export class CopyingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg has nine signatures of it, and all but one pass through
  override query(...given: any[]): any {
    const [text, parameters] = given as [string, unknown]
    const copied = Array.isArray(parameters) ? parameters[0] : undefined
    const query = super.query.bind(this) as (...passed: unknown[]) => unknown
    return copied instanceof Copied ? copy(query, text, copied) : query(...given)
  }
}

const copy = async (query: (stream: unknown) => unknown, text: string, { bytes }: Copied) => {
  const stream = from(text)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  stream.once('finish', resolve).once('error', reject)
  query(stream)
  stream.end(bytes)
  await promise
  return { command: 'COPY', rowCount: stream.rowCount, rows: [] }
}
