import type { FolderReader } from './read-draft.ts'

/** A small registry, invented throughout, that has nothing wrong with it: tests change one thing of it at a time. */
export const SAMPLE: Readonly<Record<string, string>> = {
  'report.txt': '示例报告(虚构)\n(一)外贸进出口总额增长8%,新能源汽车产量突破50万辆。建成示例大桥。\n',
  'region.yaml': `# The figures are invented.
region: "999902"
year: 2024
name_zh: 样本区(虚构)
name_en: Sample district (invented)
invented: true
effective: 2024-01-25
coverage_note: 全部虚构
document:
  title: 样本区政府工作报告(虚构)
  date: 2024-01-20
  file: report.txt
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
    lead: { bureau: commerce, basis: assumed }
    supporting:
      - { bureau: industry, basis: assumed }
    indicator: trade
    citation:
      section: (一)
      sentence: 外贸进出口总额增长8%,新能源汽车产量突破50万辆。
      start: 12
      anchor: 8%
      anchor_offset: 21
  - id: vehicles
    name_zh: 新能源汽车产量
    name_en: Electric vehicles
    kind: count
    comparator: above
    value: 50
    unit: 万辆
    firmness: firm
    lead: { bureau: industry, basis: assumed }
    indicator: vehicles
    plan:
      - { period: 2024-06, value: 24.5 }
      - { period: 2024-12, value: 50 }
    citation:
      section: (一)
      sentence: 外贸进出口总额增长8%,新能源汽车产量突破50万辆。
      start: 12
      anchor: 50万辆
      anchor_offset: 33
  - id: bridge
    name_zh: 示例大桥
    name_en: Bridge
    kind: milestone
    firmness: firm
    members: [示例大桥]
    lead: { bureau: industry, basis: stated }
    indicator: bridge
    due: 2024-09-30
    citation:
      section: (一)
      sentence: 建成示例大桥。
      start: 38
      anchor: 示例大桥
      anchor_offset: 40
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
  - id: vehicles
    name_zh: 新能源汽车产量
    name_en: Electric vehicles
    unit: 辆
    measures: [level]
    coverage: ytd
    publisher: { by: bureau, name: 经信局 }
    release: { rule: bureau, months: [3, 6, 9, 12], day: 15 }
    release_basis: assumed
    definition: 产量,不是销量
  - id: bridge
    name_zh: 示例大桥建成
    name_en: Bridge built
    unit: 项
    measures: [done]
    coverage: point
    publisher: { by: bureau, name: 经信局 }
    release: { rule: bureau, months: [12], day: 15 }
    release_basis: assumed
`,
  'bureaus.yaml': `supervision: supervision-office
bureaus:
  - id: commerce
    name_zh: 商务局
    name_en: Commerce
    duties: 外贸
    contacts:
      - { step: liaison, name: 甲(虚构), email: liaison@commerce.example, note: invented }
  - id: industry
    name_zh: 经信局
    name_en: Industry
    duties: 工业
    contacts:
      - { step: liaison, name: 乙(虚构), email: liaison@industry.example, note: invented }
  - id: supervision-office
    name_zh: 督查室
    name_en: Supervision
    duties: 督查
    contacts:
      - { step: supervision, name: 丙(虚构), email: desk@supervision.example, note: invented }
`,
  'routes.yaml': `ladder:
  head: { readings: 2, days: 30 }
  supervision: { readings: 3, days: 60 }
routes:
  - id: bridge
    match: { targets: [bridge] }
    to: [lead, { bureau: commerce }]
    channels: [maildir]
  - id: all
    match: {}
    to: [lead, supporting]
    channels: [maildir, console]
`,
  'feeds.yaml': `feeds:
  - id: statistics
    name_zh: 统计公报(虚构)
    format: table
    location: file:data/observations.csv
    schedule: "0 10 * * *"
    options:
      encoding: utf-8
`,
}

/** Reads the sample with some files replaced; null takes one away. */
export const sampleWith =
  (changes: Readonly<Record<string, string | null>> = {}): FolderReader =>
  (name) =>
    name in changes ? (changes[name] ?? null) : (SAMPLE[name] ?? null)

/** The sample with one passage of one file exchanged. */
export function sampleChanged(file: string, from: string, to: string): FolderReader {
  const text = SAMPLE[file] ?? ''
  if (!text.includes(from)) throw new Error(`The sample's ${file} has no "${from}".`)
  return sampleWith({ [file]: text.replace(from, () => to) })
}
