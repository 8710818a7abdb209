import { type Body, partOf, textOf } from './body.ts'
import type { Cards } from './cards.ts'
import type { Arrived } from './inboxes.ts'
import type { Media } from './media.ts'

/** Whose phone it is, and what it knows. */
export interface Reader {
  readonly user: string
  readonly cards: Cards
  readonly media: Media
}

export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

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

const imageHtml = ({ base64, media_id }: Body, media: Media): string => {
  const bytes = textOf(base64) || (media.bytesOf(textOf(media_id))?.toString('base64') ?? '')
  return `<img alt="图片" src="data:image/png;base64,${escaped(bytes)}">`
}

export const contentOf = ({ type, content, body }: Arrived, { user, cards, media }: Reader): string => {
  if (type === 'image') return imageHtml(partOf(body, 'image'), media)
  if (type === 'template_card') return cardHtml(partOf(body, 'template_card'), user, cards)
  if (type.startsWith('markdown')) return markdownAsHtml(content)
  return `<pre>${escaped(content)}</pre>`
}

const KINDS: Readonly<Record<string, string>> = { text: '文本', markdown: 'Markdown', markdown_v2: 'Markdown', image: '图片', template_card: '卡片' }

/** In one line for a list of chats. */
export const previewOf = ({ type, content, body }: Arrived): string => {
  if (type === 'template_card') return `[卡片] ${textOf(partOf(partOf(body, 'template_card'), 'main_title').title)}`
  const line = content
    .replace(/<[^>]*>|[*`#>]/gu, '')
    .split('\n')
    .find((each) => each.trim() !== '' && !/^（\d+\/\d+.*）$/u.test(each))
  return line ?? `[${KINDS[type] ?? type}]`
}

/** What it was sent as; of words how long they are, since that is what limits go by. */
export const factsOf = ({ type, content }: Arrived): string => `${KINDS[type] ?? type}${content === '' ? '' : ` · ${Buffer.byteLength(content)} 字节`}`
