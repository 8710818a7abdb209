import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Everything in these registries is invented: a place, a promise of 8 %, and figures far behind it. */
export interface Invented {
  /** Codes of the regions, one registry each. */
  readonly regions: readonly string[]
  /** The newest month that has a figure. It lies in the year of the promise. */
  readonly newest: { readonly year: number; readonly month: number }
  /** Where the CSV of a region can be had. */
  readonly feedOf: (region: string) => string
  /** Channels of the one route; the Maildir where none is named. */
  readonly channels?: readonly string[]
}

const REPORT = '虚构区报告(虚构)\n(一)外贸进出口总额增长8%。\n'
const SENTENCE = '外贸进出口总额增长8%。'

/** Writes the registries below a folder, each named after its region. */
export const writeSeeds = (folder: string, { regions, newest, feedOf, channels = ['maildir'] }: Invented): void => {
  for (const region of regions) {
    const path = join(folder, region)
    mkdirSync(path, { recursive: true })
    for (const [name, text] of Object.entries(filesOf(region, { year: newest.year, feed: feedOf(region), channels }))) writeFileSync(join(path, name), text)
  }
}

interface FileParts {
  readonly year: number
  readonly feed: string
  readonly channels: readonly string[]
}

const filesOf = (region: string, { year, feed, channels }: FileParts): Readonly<Record<string, string>> => ({
  'report.txt': REPORT,
  'region.yaml': `region: "${region}"
year: ${year}
name_zh: 虚构区${region}
name_en: Invented ${region}
invented: true
effective: ${year}-01-01
coverage_note: 全部虚构
document: { title: 虚构区报告(虚构), date: ${year}-01-01, file: report.txt }
`,
  'targets.yaml': `targets:
  - id: trade
    name_zh: 外贸
    name_en: Trade
    kind: growth
    comparator: at-least
    value: 8
    unit: "%"
    firmness: firm
    lead: { bureau: commerce, basis: stated }
    indicator: trade
    citation:
      section: (一)
      sentence: ${SENTENCE}
      start: ${[...REPORT.slice(0, REPORT.indexOf(SENTENCE))].length}
      anchor: 8%
      anchor_offset: ${[...REPORT.slice(0, REPORT.indexOf('8%'))].length}
`,
  'indicators.yaml': `indicators:
  - id: trade
    name_zh: 外贸进出口总额
    name_en: Foreign trade
    unit: 元
    measures: [growth, level]
    coverage: ytd
    publisher: { by: office, name: 海关 }
    release: { rule: monthly, day: 20, year_end_day: 18 }
    release_basis: assumed
`,
  'bureaus.yaml': `supervision: office
bureaus:
  - id: commerce
    name_zh: 商务局
    name_en: Commerce
    duties: 虚构
    contacts: [{ step: liaison, name: 虚构联络员, email: commerce@example.org }]
  - id: office
    name_zh: 督查室
    name_en: Supervision
    duties: 虚构
    contacts: [{ step: supervision, name: 虚构督查, email: office@example.org }]
`,
  'routes.yaml': `ladder:
  head: { readings: 50, days: 300 }
  supervision: { readings: 60, days: 366 }
routes:
  - id: all
    match: {}
    to: [lead]
    channels: [${channels.join(', ')}]
    continue: false
`,
  'feeds.yaml': `feeds:
  - id: statistics
    name_zh: 虚构统计
    format: table
    location: ${feed}
    schedule: "0 10 * * *"
    options:
      columns: { indicator: indicator, period: period, measure: measure, value: value, unit: unit, published: published }
      constants: { coverage: ytd }
`,
})

/** Three years of months that grow steadily, and a year that comes to a third of them. */
export const inventedCsv = ({ year, month }: Invented['newest']): string => {
  const rows = [year - 3, year - 2, year - 1, year].flatMap((each) => {
    const last = each === year ? month : 12
    const scale = each === year ? 0.35 : 1 + (each - year + 3) * 0.05
    return Array.from({ length: last }, (_, index) => [each, index + 1, Math.round(scale * 10_000 * (index + 1))] as const)
  })
  const lines = rows.filter(([, at]) => at > 1).map(([each, at, value]) => `trade,${each}-${pad(at)},level,${value},元,${publishedOn(each, at)}`)
  return `indicator,period,measure,value,unit,published\n${lines.join('\n')}\n`
}

const pad = (value: number): string => String(value).padStart(2, '0')

const publishedOn = (year: number, month: number): string => (month === 12 ? `${year + 1}-01-18` : `${year}-${pad(month + 1)}-20`)
