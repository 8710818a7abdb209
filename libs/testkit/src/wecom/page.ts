import { ERRMSG } from './answers.ts'
import type { Arrived, Inboxes } from './inboxes.ts'
import { contentOf, escaped, factsOf, previewOf, type Reader } from './page-message.ts'
import { STYLE } from './page-style.ts'

interface Shown extends Omit<Reader, 'user'> {
  readonly inboxes: Inboxes
  /** Whose messages; the first where none is named. */
  readonly box: string | null
  readonly said: string | null
  /** How often each errcode was answered, and how many messages members never saw. */
  readonly refused: ReadonlyMap<number, number>
  readonly dropped: number
}

const when = (at: number, options: Intl.DateTimeFormatOptions): string =>
  new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false, ...options })
const dayAndTime = (at: number): string => when(at, { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' })

const KINDS = { robot: { title: '群机器人', face: '群' }, member: { title: '应用消息', face: '人' } } as const
type Kind = keyof typeof KINDS

const kindOf = (owner: string): Kind => (owner.startsWith('robot/') ? 'robot' : 'member')
const nameOf = (owner: string): string => owner.slice(owner.indexOf('/') + 1)

const rowOf = (owner: string, shown: string, inboxes: Inboxes): string => {
  const messages = inboxes.of(owner)
  // Words say more than that there is a picture.
  const last = messages.findLast(({ content }) => content !== '') ?? messages.at(-1)
  const face = `<i class="face ${kindOf(owner)}">${KINDS[kindOf(owner)].face}</i>`
  const words = last ? `<small>${escaped(previewOf(last).slice(0, 60))}</small>` : ''
  return `<li${owner === shown ? ' class="on"' : ''}><a href="/?box=${encodeURIComponent(owner)}">${face}<div><b>${escaped(nameOf(owner))}</b>${words}</div><span>${messages.length}</span></a></li>`
}

const listOf = (kind: Kind, shown: string, inboxes: Inboxes): string => {
  const rows = inboxes.owners().filter((owner) => kindOf(owner) === kind)
  return rows.length === 0 ? '' : `<h2>${KINDS[kind].title}</h2><ul>${rows.map((owner) => rowOf(owner, shown, inboxes)).join('')}</ul>`
}

/** What the reader of a chat never sees, and whoever tries things out should. */
const troubleOf = ({ refused, dropped }: Shown): string => {
  const rows = [...refused].map(
    ([errcode, times]) => `<li><code>${errcode}</code> ${escaped((ERRMSG as Readonly<Record<number, string>>)[errcode] ?? '')}<span>${times}</span></li>`,
  )
  const silent = dropped === 0 ? [] : [`<li>超过成员频率，静默丢弃<span>${dropped}</span></li>`]
  return rows.length + silent.length === 0 ? '' : `<h2>被拒绝的请求</h2><ul class="trouble">${[...rows, ...silent].join('')}</ul>`
}

/** Within so long, as on a phone, no time is shown anew. */
const APART_MS = 5 * 60_000

const bubble = (message: Arrived, before: Arrived | undefined, reader: Reader): string => {
  const time = before && message.at - before.at < APART_MS ? '' : `<time>${dayAndTime(message.at)}</time>`
  const content = `<div class="bubble ${escaped(message.type)}">${contentOf(message, reader)}</div><small>${factsOf(message)}</small>`
  return `<li>${time}<div class="message"><i class="face sender">时</i><div>${content}</div></div></li>`
}

const EMPTY = `<div class="empty"><p>还没有消息。</p><p>把 <code>SHIXU_WECOM_BASE</code> 指到本页的地址，时序发出的消息就会出现在这里；本页每3秒刷新一次。</p></div>`

/** What has arrived, as chats: a group for each robot and a conversation for each member. */
export const pageOf = (all: Shown): string => {
  const { inboxes, box, said } = all
  const owners = inboxes.owners()
  const shown = owners.find((owner) => owner === box) ?? owners[0] ?? ''
  const messages = inboxes.of(shown)
  const reader = { ...all, user: nameOf(shown) }
  const bubbles = messages.map((message, at) => bubble(message, messages[at - 1], reader))
  const title = shown === '' ? '等待消息' : `${KINDS[kindOf(shown)].title} · ${nameOf(shown)}`
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
${shown === '' ? '<meta http-equiv="refresh" content="3">' : ''}<title>模拟企业微信</title><style>${STYLE}</style></head>
<body><nav><h1>模拟企业微信<small>不是真的：消息只到这里为止</small></h1>${listOf('robot', shown, inboxes)}${listOf('member', shown, inboxes)}${troubleOf(all)}</nav>
<main><header><b>${escaped(title)}</b>${said === null ? '' : `<em>${escaped(said)}</em>`}<a href="">刷新</a></header>
${bubbles.length === 0 ? EMPTY : `<ol>${bubbles.join('')}</ol>`}</main></body></html>
`
}
