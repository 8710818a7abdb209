import { oneLine, shortened } from '../one-line.ts'
import type { DigestRequest } from './page.ts'
import type { Chapter } from './sections.ts'

const SUBJECT_LENGTH = 70
const NAMED = 2

/** What the message says, in one line: `新增红灯2项（外贸进出口增速、固定资产投资增速），逾期未报3项。` */
export const headlineOf = (chapters: readonly Chapter[]): string =>
  `${chapters.map(({ title, stories }) => `${title}${stories.length}项${stories.length > NAMED ? '' : `（${stories.map(({ subject }) => subject.nameZh).join('、')}）`}`).join('，')}。`

/** The same for the list of messages, with the first names; a replay and an invented region say so in front. */
export function subjectOf(chapters: readonly Chapter[], { directory, replay }: DigestRequest): string {
  const stories = chapters.flatMap((chapter) => chapter.stories)
  const names = stories.slice(0, NAMED).map(({ subject }) => subject.nameZh)
  const mark = `${replay ? '[回放]' : ''}${directory.invented ? '[示例]' : ''}`
  const about = `${names.join('、')}${stories.length > NAMED ? '等' : ''}`
  const count = chapters.length > NAMED ? `${counted(chapters.slice(0, 1))}等共${stories.length}项` : counted(chapters)
  return shortened(oneLine(`${mark}${count}：${about}｜${directory.nameZh}${stories[0]?.subject.year ?? ''}年目标`), SUBJECT_LENGTH)
}

const counted = (chapters: readonly Chapter[]): string => chapters.map(({ title, stories }) => `${title}${stories.length}项`).join('，')
