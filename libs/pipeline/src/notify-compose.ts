import { createHash } from 'node:crypto'
import { composeDigest, type Directory, holderOf, yearOf } from '@shixu/domain'
import type { Due, Notice } from './ports.ts'

export interface ComposeParts {
  readonly directory: (region: string) => Directory | undefined
  readonly replay: boolean
}

/** All that is due to one recipient on one day as one notice, and what is not told as notices that say why. */
export function composeNotices({ directory, replay }: ComposeParts, dues: readonly Due[]): readonly Notice[] {
  const first = dues[0]
  if (!first) return []
  const files = directory(first.region)
  if (!files) return [noticeOf(dues, { superseded: 'region-gone' })]
  const name = holderOf(first.recipient, files.bureaus)?.contact.name ?? ''
  const { digest, covers, untold } = composeDigest({
    due: dues.map(({ event, told, role }) => ({ id: event, event: told, role })),
    day: first.day,
    reader: { bureau: first.bureau, name },
    directory: files,
    replay,
  })
  const those = (ids: readonly string[]) => dues.filter(({ event }) => ids.includes(event))
  return [...(digest ? [noticeOf(those(covers), digest)] : []), ...untold.map(({ why, ids }) => noticeOf(those(ids), { superseded: why }))]
}

type Content = Partial<Pick<Notice, 'subject' | 'text' | 'html' | 'superseded'>>

function noticeOf(dues: readonly Due[], { subject = '', text = '', html = '', superseded = null }: Content): Notice {
  const { region, recipient, bureau, day, channels, told } = dues[0]!
  const covers = dues.map(({ event }) => event)
  return {
    id: noticeId(recipient, day, covers),
    region,
    recipient,
    bureau,
    day,
    channels,
    subject,
    text,
    html,
    threads: [`${region}/${told.subject.year ?? yearOf(day)}/${bureau}`, ...new Set(dues.map(({ alert }) => alert))],
    covers,
    superseded,
  }
}

/** The same rows always make the same notice, so that composing again after a crash is harmless. */
const noticeId = (recipient: string, day: string, covers: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([recipient, day, covers.toSorted()]))
    .digest('hex')
    .slice(0, 32)
