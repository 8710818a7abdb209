import type { DigestRequest } from './page.ts'
import type { Story } from './story.ts'
import { say } from './wording.ts'

/** Names that one line holds. */
const NAMED = 8

/** The yellow targets that the reader's bureau leads, in one line; those that the message tells of anyway are left out. */
export function yellowLine(stories: readonly Story[], { yellow = [], reader, directory }: DigestRequest): string {
  const told = new Set(stories.map(({ alert }) => alert.target))
  const names = yellow.filter(({ lead, target }) => lead === reader.bureau && !told.has(target)).map(({ nameZh }) => nameZh)
  if (names.length === 0) return ''
  const first = names.slice(0, NAMED).join('、')
  return say(directory, 'yellow', { 数目: String(names.length), 目标: names.length > NAMED ? say(directory, 'and-more', { 名称: first }) : first })
}
