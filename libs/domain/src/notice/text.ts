import { oneLine } from '../one-line.ts'
import { LIGHTS_ZH } from '../words/light.ts'
import type { Entry, Page, Section } from './page.ts'

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四'] as const

/** The number that a section goes by: `一`. */
export const numeral = (index: number): string => NUMERALS[index] ?? String(index + 1)

/** The message as plain text: the verdict in the first line, the rest in the order of reading. */
export const pageAsText = ({ headline, salutation, banners, sections, footer }: Page): string =>
  [[headline], [salutation, ...banners], ...sections.map(sectionLines), ['——', ...footer]].map((block) => block.map(oneLineKept).join('\n')).join('\n\n')

const sectionLines = ({ title, entries, ask }: Section, index: number): readonly string[] => [
  `${numeral(index)}、${title}`,
  ...entries.flatMap((entry, at) => entryLines(entry, entries.length > 1 ? `${at + 1}. ` : '')),
  ...(ask === null ? [] : [`${ask.label}：${ask.words}`]),
]

const entryLines = ({ light, title, verdict, rows }: Entry, number: string): readonly string[] => [
  `${number}${title}${light === null ? '' : `（${LIGHTS_ZH[light]}）`}：${verdict}`,
  ...rows.map(({ label, words }) => `　　${label}：${words}`),
]

/** One line each, whatever names and quotations bring along; the indent stays. */
const oneLineKept = (line: string): string => `${/^　*/u.exec(line)?.[0] ?? ''}${oneLine(line.replace(/^　+/u, ''))}`
