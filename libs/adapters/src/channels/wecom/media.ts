import { createHash } from 'node:crypto'
import type { AlertEvent } from '@shixu/domain'
import type { Clock } from '@shixu/pipeline/ports'
import { type Draw, drawn, NO_PICTURE } from './pictures.ts'
import { postAsApplication } from './post-as-application.ts'
import type { Sent } from './receipt-of.ts'
import type { Application, Tokens } from './tokens.ts'

/** What a picture is called at the far end, or why it is not there. */
export type Brought = { readonly media: string } | { readonly fault: Sent }

/** Pictures that an application has brought to the far end (临时素材). */
export interface Media {
  /** Each picture is brought once, however many readers it has, and again only where the far end does not know it any more by the name that is `lost`. */
  of(event: AlertEvent, bringing: { readonly lost?: string; readonly signal: AbortSignal }): Promise<Brought>
}

interface MediaParts {
  readonly application: Application
  readonly tokens: Tokens
  readonly wall: Pick<Clock, 'now'>
  readonly draw: Draw
}

/** It is kept there for three days: https://developer.work.weixin.qq.com/document/path/90253. One that is named must outlast the repeats of the message that names it. */
const KEPT_MS = (3 * 24 - 6) * 3_600_000
/** Names are short, and a release day has a few dozen pictures. */
const MOST = 1_000

export function createMedia({ application, tokens, wall, draw }: MediaParts): Media {
  const known = new Map<string, { readonly until: number; readonly brought: Promise<Brought> }>()
  const bring = async (event: AlertEvent): Promise<Brought> => {
    const bytes = await drawn(event, draw)
    if (bytes === null) return { fault: NO_PICTURE }
    // Of all who wait: that one of them gives up is nothing to the others.
    const signal = AbortSignal.timeout(20_000)
    const sent = await postAsApplication(application, tokens, { path: '/cgi-bin/media/upload', query: { type: 'image' }, body: fileOf(bytes), signal })
    const media = sent.body?.media_id
    if (sent.outcome !== 'accepted') return { fault: sent }
    return typeof media === 'string' && media !== '' ? { media } : { fault: { ...sent, outcome: 'refused', text: 'it was taken, and no name of it was said' } }
  }
  const bringNew = async (event: AlertEvent): Promise<Brought> => {
    const name = nameOf(event)
    const brought = bring(event)
    known.delete(name)
    known.set(name, { until: wall.now() + KEPT_MS, brought })
    for (const oldest of known.keys()) if (known.size > MOST) known.delete(oldest)
    const said = await brought
    if ('fault' in said && known.get(name)?.brought === brought) known.delete(name)
    return said
  }
  return {
    of: async (event, { lost, signal }) => {
      signal.throwIfAborted()
      const before = known.get(nameOf(event))
      if (!before || before.until <= wall.now()) return bringNew(event)
      const brought = await before.brought
      // Somebody else may have brought it anew meanwhile.
      const isLost = 'media' in brought && brought.media === lost && known.get(nameOf(event)) === before
      return isLost ? bringNew(event) : ((await known.get(nameOf(event))?.brought) ?? brought)
    },
  }
}

const nameOf = ({ alert, sequence }: AlertEvent): string => `${alert.target}/${alert.kind}@${sequence.join('-')}`

/** One file of a form, as RFC 7578 has it, with the length that WeCom wants to be told. */
function fileOf(bytes: Uint8Array): { readonly type: string; readonly bytes: Buffer } {
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  const head = `Content-Disposition: form-data; name="media"; filename="${name}.png"; filelength=${bytes.length}\r\nContent-Type: image/png`
  return {
    type: `multipart/form-data; boundary=${name}`,
    bytes: Buffer.concat([Buffer.from(`--${name}\r\n${head}\r\n\r\n`), bytes, Buffer.from(`\r\n--${name}--\r\n`)]),
  }
}
