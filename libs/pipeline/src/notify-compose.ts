import { createHash } from 'node:crypto'
import { composeDigest, type Directory, holderOf, type Yellow } from '@shixu/domain'
import { NOTIFY_CODES } from './notify-codes.ts'
import type { Due, Notice } from './ports.ts'

export interface ComposeParts {
  readonly directory: (region: string) => Directory | undefined
  readonly replay: boolean
  /** Targets that stand yellow, by region. */
  readonly yellow?: ReadonlyMap<string, readonly Yellow[]>
}

/** All that is due to one recipient as one notice, and what is not told as notices that say why. What cannot be put in words holds up nobody else. */
export function composeNotices(parts: ComposeParts, dues: readonly Due[]): readonly Notice[] {
  try {
    return composed(parts, dues)
  } catch (fault) {
    const text = `${NOTIFY_CODES['not-composed']} ${fault instanceof Error ? fault.message : String(fault)}`
    return [noticeOf(dues, { unsent: { state: 'dead', code: 'not-composed', text } })]
  }
}

function composed({ directory, replay, yellow }: ComposeParts, dues: readonly Due[]): readonly Notice[] {
  const { region, recipient, bureau } = dues[0]!
  const { day } = newestOf(dues)
  const files = directory(region)
  if (!files) return [noticeOf(dues, { unsent: { state: 'dead', code: 'no-files', text: `${region}: ${NOTIFY_CODES['no-files']}` } })]
  const name = holderOf(recipient, files.bureaus)?.contact.name ?? ''
  const due = dues.map(({ event, told, role }) => ({ id: event, event: told, role }))
  const { digest, covers, untold } = composeDigest({ due, day, reader: { bureau, name }, directory: files, replay, yellow: yellow?.get(region) ?? [] })
  const those = (ids: readonly string[]) => dues.filter(({ event }) => ids.includes(event))
  return [
    ...(digest ? [noticeOf(those(covers), digest)] : []),
    ...untold.map(({ why, ids }) => noticeOf(those(ids), { unsent: { state: 'superseded', code: why, text: NOTIFY_CODES[why] } })),
  ]
}

function noticeOf(
  dues: readonly Due[],
  { subject = '', text = '', html = '', markdown = '', unsent = null }: Partial<Pick<Notice, 'subject' | 'text' | 'html' | 'markdown' | 'unsent'>>,
): Notice {
  const { region, recipient, bureau, day, channels, told } = newestOf(dues)
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
    markdown,
    threads: [`${region}/${told.subject.year}/${bureau}`, ...new Set(dues.map(({ alert }) => alert))],
    covers,
    unsent,
  }
}

/** What he has not been sent yet is told as of the newest day, and by its channels. */
const newestOf = (dues: readonly Due[]): Due => dues.reduce((newest, due) => (due.day >= newest.day ? due : newest))

/** The same rows always make the same notice, so that composing again after a crash is harmless. */
const noticeId = (recipient: string, day: string, covers: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([recipient, day, covers.toSorted()]))
    .digest('hex')
    .slice(0, 32)
