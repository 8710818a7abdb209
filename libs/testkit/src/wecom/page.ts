import { type Body, partOf, textOf } from './body.ts'
import type { Cards } from './cards.ts'
import type { Arrived, Inboxes } from './inboxes.ts'
import type { Media } from './media.ts'
import { STYLE } from './page-style.ts'

interface Shown {
  readonly inboxes: Inboxes
  readonly cards: Cards
  readonly media: Media
  /** Whose messages; the first where none is named. */
  readonly box: string | null
  readonly said: string | null
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The few marks that WeCom knows, in text that is escaped already. */
const inline = (line: string): string =>
  line
    .replace(/&lt;font color=&quot;(info|comment|warning)&quot;&gt;(.*?)&lt;\/font&gt;/gu, '<span class="$1">$2</span>')
    .replace(/\*\*(.+?)\*\*/gu, '<b>$1</b>')
    .replace(/`([^`]+)`/gu, '<code>$1</code>')
    .replace(/\[([^\]]+)\]\((https?:[^)]+)\)/gu, '<a href="$2">$1</a>')

const blockOf = (line: string): string => {
  if (line.startsWith('&gt;')) return `<blockquote>${inline(line.slice(4).trimStart())}</blockquote>`
  const heading = /^(#{1,6}) (.*)$/u.exec(line)
  return heading ? `<h4>${inline(heading[2] ?? '')}</h4>` : `<p>${inline(line) || '&nbsp;'}</p>`
}

/** What a phone shows of WeCom's markdown. */
export const markdownAsHtml = (markdown: string): string => escaped(markdown).split('\n').map(blockOf).join('')

const cardHtml = (card: Body, user: string, cards: Cards): string => {
  const task = textOf(card.task_id)
  const state = cards.stateOf(task)
  const rows = (Array.isArray(card.horizontal_content_list) ? (card.horizontal_content_list as Body[]) : []).map(
    ({ keyname, value }) => `<div class="row"><span>${escaped(textOf(keyname))}</span>${escaped(textOf(value))}</div>`,
  )
  const buttons = (Array.isArray(card.button_list) ? (card.button_list as Body[]) : []).map(({ text, key }) =>
    state === null
      ? `<form method="post" action="/press?${escaped(new URLSearchParams({ user, task, key: textOf(key) }).toString())}"><button>${escaped(textOf(text))}</button></form>`
      : `<button disabled>${escaped(state)}</button>`,
  )
  const title = partOf(card, 'main_title')
  return `<h4>${escaped(textOf(title.title))}</h4><p class="comment">${escaped(textOf(title.desc))}</p><p>${escaped(textOf(card.sub_title_text))}</p>${rows.join('')}${buttons.join('')}`
}

const contentOf = ({ type, content, body }: Arrived, user: string, cards: Cards): string => {
  if (type === 'image') return `<img alt="图片" src="data:image/png;base64,${escaped(textOf(partOf(body, 'image').base64))}">`
  if (type === 'template_card') return cardHtml(partOf(body, 'template_card'), user, cards)
  if (type.startsWith('markdown')) return markdownAsHtml(content)
  return `<pre>${escaped(content)}</pre>`
}

const timeOf = (at: number): string => new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })

const NAMES: Readonly<Record<string, string>> = { robot: '群', member: '成员' }

const nameOf = (owner: string): string => {
  const [kind = '', ...rest] = owner.split('/')
  return `${NAMES[kind] ?? kind} ${rest.join('/')}`
}

const bubble = (message: Arrived, user: string, cards: Cards): string =>
  `<li><time>${timeOf(message.at)}</time><div class="message"><div class="face">时</div><div class="bubble ${escaped(message.type)}">${contentOf(message, user, cards)}</div></div></li>`

/** What has arrived, as chats: a group for each robot and a conversation for each member. */
export const pageOf = ({ inboxes, cards, box, said }: Shown): string => {
  const owners = inboxes.owners()
  const shown = owners.find((owner) => owner === box) ?? owners[0] ?? ''
  const list = owners.map(
    (owner) =>
      `<li${owner === shown ? ' class="on"' : ''}><a href="/?box=${encodeURIComponent(owner)}">${escaped(nameOf(owner))}<span>${inboxes.of(owner).length}</span></a></li>`,
  )
  const bubbles = inboxes.of(shown).map((message) => bubble(message, shown.replace(/^member\//u, ''), cards))
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>模拟企业微信</title><style>${STYLE}</style></head>
<body><nav><h1>模拟企业微信</h1>${list.length === 0 ? '<p class="empty">还没有消息</p>' : `<ul>${list.join('')}</ul>`}</nav>
<main><header>${shown === '' ? '等待消息' : escaped(nameOf(shown))}${said === null ? '' : `<em>${escaped(said)}</em>`}<a href="">刷新</a></header>
${bubbles.length === 0 ? '<p class="empty">把 SHIXU_WECOM_BASE 指到本地址，消息会出现在这里。</p>' : `<ol>${bubbles.join('')}</ol>`}</main></body></html>
`
}
