import { oneLine, shortened } from '../one-line.ts'
import type { DigestRequest, Directory } from './page.ts'
import type { Chapter } from './sections.ts'
import { say } from './wording.ts'

const SUBJECT_LENGTH = 70
const NAMED = 2

/** What the message says, in one line: `新增红灯2项（外贸进出口增速、固定资产投资增速），逾期未报3项。` */
export const headlineOf = (chapters: readonly Chapter[], directory: Directory): string =>
  say(directory, 'headline', { 内容: chapters.map((chapter) => named(chapter, directory)).join('，') })

function named({ title, stories }: Chapter, directory: Directory): string {
  if (stories.length > NAMED) return counted([{ title, stories }], directory)
  return say(directory, 'count-named', { 部分: title, 数目: String(stories.length), 目标: stories.map(({ subject }) => subject.nameZh).join('、') })
}

/** The same for the list of messages, with the first names; a replay and an invented region say so in front. */
export function subjectOf(chapters: readonly Chapter[], { directory, replay }: DigestRequest): string {
  const stories = chapters.flatMap((chapter) => chapter.stories)
  const names = stories
    .slice(0, NAMED)
    .map(({ subject }) => subject.nameZh)
    .join('、')
  const subject = say(directory, 'subject', {
    标记: `${replay ? say(directory, 'mark-replay', {}) : ''}${directory.invented ? say(directory, 'mark-invented', {}) : ''}`,
    内容:
      chapters.length > NAMED
        ? say(directory, 'subject-many', { 内容: counted(chapters.slice(0, 1), directory), 数目: String(stories.length) })
        : counted(chapters, directory),
    目标: stories.length > NAMED ? say(directory, 'and-more', { 名称: names }) : names,
    地区: directory.nameZh,
    年份: String(stories[0]?.subject.year ?? ''),
  })
  return shortened(oneLine(subject), SUBJECT_LENGTH)
}

const counted = (chapters: readonly Pick<Chapter, 'title' | 'stories'>[], directory: Directory): string =>
  chapters.map(({ title, stories }) => say(directory, 'count-of', { 部分: title, 数目: String(stories.length) })).join('，')
