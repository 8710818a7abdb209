import type { AlertEvent } from './alert.ts'
import { escaped } from './notice/escaped.ts'
import { headlineOf, subjectOf } from './notice/headline.ts'
import { pageAsHtml } from './notice/html.ts'
import { pageAsMarkdown } from './notice/markdown.ts'
import { bureauName, type DigestRequest, type Directory, type Page } from './notice/page.ts'
import { chaptersOf, sectionOf } from './notice/sections.ts'
import { type Story, tell, type Untold } from './notice/story.ts'
import { pageAsText } from './notice/text.ts'
import { trialPage } from './notice/trial.ts'
import { say, type Words } from './notice/wording.ts'
import { yellowLine } from './notice/yellow.ts'
import { sayDayZh } from './words/period.ts'

export type { DigestRequest, Directory, Yellow } from './notice/page.ts'
export type { DueEvent, Untold } from './notice/story.ts'

/** One message to one reader. The subject is one line; text, HTML and markdown say the same. */
export interface Digest {
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly markdown: string
}

export interface Composed {
  /** Null where nothing is left to say. */
  readonly digest: Digest | null
  /** Ids of the alert events that the digest tells of. */
  readonly covers: readonly string[]
  readonly untold: readonly Untold[]
}

/** Of what is due to one reader on one day, what is said, and what is left out and why. */
export function composeDigest(request: DigestRequest): Composed {
  const { stories, covers, untold } = tell(request.due, request.day)
  if (stories.length === 0) return { digest: null, covers: [], untold }
  return { digest: written(pageOf(stories, request)), covers, untold }
}

const written = (page: Page): Digest => ({ subject: page.subject, text: pageAsText(page), html: pageAsHtml(page), markdown: pageAsMarkdown(page) })

/** What somebody reads by whom a channel is tried out, with alerts that are invented. */
export const composeTrial = (alerts: readonly AlertEvent[], words: Words): Digest => written(trialPage(alerts, words))

function pageOf(stories: readonly Story[], request: DigestRequest): Page {
  const { directory, reader } = request
  const chapters = chaptersOf(stories, directory)
  return {
    subject: subjectOf(chapters, request),
    headline: headlineOf(chapters, directory),
    salutation: say(directory, 'salutation', { 单位: bureauName(directory, reader.bureau), 姓名: reader.name }),
    banners: bannersOf(request),
    sections: chapters.map((chapter) => sectionOf(chapter, directory)),
    footer: [
      yellowLine(stories, request),
      basisLine(stories, directory),
      contactLine(directory),
      say(directory, 'footer-about', { 地区: directory.nameZh, 年份: String(stories[0]?.subject.year ?? ''), 日期: sayDayZh(request.day) }),
    ].filter((line) => line !== ''),
  }
}

const bannersOf = ({ directory, replay, day }: DigestRequest): readonly string[] => [
  ...(replay ? [say(directory, 'banner-replay', { 日期: sayDayZh(day) })] : []),
  ...(directory.invented ? [say(directory, 'banner-invented', {})] : []),
]

/** A bureau that the report does not name was assumed from its duties, and may say so. */
const basisLine = (stories: readonly Story[], directory: Directory): string =>
  stories.some(({ subject }) => subject.lead.basis === 'assumed') ? say(directory, 'footer-basis', {}) : ''

/** Whom to answer. */
function contactLine(directory: Directory): string {
  const office = directory.bureaus.find(({ id }) => id === directory.supervision)
  const contact = office?.contacts[0]
  if (!office || !contact) return ''
  return say(directory, 'footer-contact', { 联系人: `${office.nameZh} ${contact.name}${contact.email ? ` ${contact.email}` : ''}` })
}

/** The same message where the reader may have it already: the reply to the first try was lost. */
export function maybeRepeated({ subject, text, html }: Omit<Digest, 'markdown'>, words: Words): Omit<Digest, 'markdown'> {
  const repeated = say(words, 'repeated', {})
  return {
    subject: `${say(words, 'mark-repeated', {})}${subject}`,
    text: `${text}\n\n${repeated}`,
    html: html.replace('</body>', () => `<p>${escaped(repeated)}</p></body>`),
  }
}
