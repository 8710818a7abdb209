import { randomBytes } from 'node:crypto'
import { type Answer, answer, type Errcode } from './answers.ts'
import { isPicture } from './body.ts'

/** Files that were brought for messages to show (临时素材): https://developer.work.weixin.qq.com/document/path/90253. */
export interface Media {
  /** A form with one file named `media`, and what it is said to be. */
  upload(type: string | null, form: { readonly type: string; readonly bytes: Buffer }): Promise<Answer>
  check(id: string, type: string): Errcode
  /** Also of one that ended: whoever has got it keeps it. */
  bytesOf(id: string): Buffer | null
  /** How many are there. */
  count(): number
  /** Ends all before their time. */
  expire(): void
}

const TYPES: readonly string[] = ['image', 'voice', 'video', 'file']
const LEAST_BYTES = 5
/** 10 MB in the cloud today; older installations of one's own take 2 MB, and whoever keeps to that is well everywhere. */
const IMAGE_BYTES = 2 * 1024 * 1024
const LIFE_MS = 3 * 24 * 3_600_000

const fileIn = async ({ type, bytes }: { readonly type: string; readonly bytes: Buffer }): Promise<File | null> => {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData().catch(() => null)
  const file = form?.get('media')
  return file instanceof File ? file : null
}

export const createMedia = (now: () => number): Media => {
  const kept = new Map<string, { readonly type: string; readonly bytes: Buffer; until: number }>()
  const problem = (type: string, bytes: Buffer): Errcode => {
    if (bytes.length <= LEAST_BYTES || (type === 'image' && bytes.length > IMAGE_BYTES)) return 40006
    return type === 'image' && !isPicture(bytes) ? 40004 : 0
  }
  return {
    upload: async (type, form) => {
      if (type === null || !TYPES.includes(type)) return answer(40004)
      const file = await fileIn(form)
      if (file === null) return answer(41005)
      const bytes = Buffer.from(await file.arrayBuffer())
      const wrong = problem(type, bytes)
      if (wrong !== 0) return answer(wrong)
      const id = randomBytes(32).toString('base64url')
      kept.set(id, { type, bytes, until: now() + LIFE_MS })
      return answer(0, { type, media_id: id, created_at: String(Math.floor(now() / 1000)) })
    },
    check: (id, type) => {
      const media = kept.get(id)
      return media && media.type === type && media.until > now() ? 0 : 40007
    },
    bytesOf: (id) => kept.get(id)?.bytes ?? null,
    count: () => kept.size,
    expire: () => {
      for (const media of kept.values()) media.until = 0
    },
  }
}
