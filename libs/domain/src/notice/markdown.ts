import type { Light } from '../assessment.ts'
import { oneLine } from '../one-line.ts'
import { LIGHTS_ZH } from '../words/light.ts'
import type { Entry, Page, Row, Section } from './page.ts'
import { numeral } from './text.ts'

/** WeCom has three colours: green, grey and an orange red. A yellow light goes by its word. */
const COLOURS: Readonly<Record<Light, string | null>> = { red: 'warning', yellow: null, green: 'info', grey: 'comment' }

/** WeCom's markdown has no escapes: what would be markup is written with its full-width twin. */
const TWINS: Readonly<Record<string, string>> = { '<': '＜', '>': '＞', '*': '＊', '`': '＇', '[': '［', ']': '］' }

/** Text from outside as markdown: nothing in it is a link, a mention or a colour. */
const plain = (text: string): string => oneLine(text).replace(/[<>*`[\]]/gu, (mark) => TWINS[mark] ?? mark)

const coloured = (words: string, colour: string | null): string => (colour === null ? words : `<font color="${colour}">${words}</font>`)

/** The same message in the markdown that WeCom shows, one thing a line, so that it can be cut between lines. */
export const pageAsMarkdown = ({ headline, salutation, banners, sections, footer }: Page): string =>
  [
    [`**${plain(headline)}**`, plain(salutation), ...banners.map((words) => coloured(plain(words), 'warning'))],
    ...sections.map(sectionLines),
    footer.map((words) => coloured(plain(words), 'comment')),
  ]
    .map((block) => block.join('\n'))
    .join('\n\n')

const sectionLines = ({ title, entries, ask }: Section, index: number): readonly string[] => [
  `**${numeral(index)}、${plain(title)}**`,
  ...entries.flatMap((entry, at) => entryLines(entry, entries.length > 1 ? `${at + 1}. ` : '')),
  ...(ask === null ? [] : [`**${plain(ask.label)}：${plain(ask.words)}**`]),
]

const entryLines = ({ light, title, verdict, rows }: Entry, number: string): readonly string[] => [
  `${number}**${plain(title)}**${light === null ? '' : ` ${coloured(LIGHTS_ZH[light], COLOURS[light])}`}：${plain(verdict)}`,
  ...rows.map(rowLine),
]

const rowLine = ({ label, words, strong }: Row): string => `> ${coloured(plain(label), 'comment')}：${strong ? `**${plain(words)}**` : plain(words)}`
