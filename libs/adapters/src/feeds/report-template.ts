import type { Indicator, Kind, Registry, Target } from '@shixu/domain'

/** The columns of the template, as bureaus read them, by what the format `table` calls them. */
const COLUMNS = {
  indicator: '指标代码',
  measure: '口径',
  period: '截至月份',
  value: '数值',
  unit: '单位',
  bound: '程度',
  reached: '完成日期',
  published: '填报日期',
  by: '填报单位',
  evidence: '依据',
} as const

/** The name stands in the table for people alone. */
const NAME = '目标'

/** Options of a `table` feed that reads a filled-in template. A blank day of report is the day on which the file came. */
export const REPORT_OPTIONS = { columns: COLUMNS, comment: '#', encoding: 'auto', undated: 'received' } as const

const MEASURES: Readonly<Record<Kind, string>> = { growth: '增速', share: '占比', amount: '数值', count: '数值', stock: '数值', milestone: '完成' }

const EXAMPLE =
  '# 例:invented-projects,虚构项目开工,数值,2024-06,512,个,准确,,2024-07-08,development,开工清单(数值空着的行不算填报;里程碑完成后,数值写“完成”,并写完成日期)'

/** A table for a bureau to fill in: one row for each target that it leads and reports itself. CSV with a byte order mark, so that Excel reads its Chinese. */
export const reportTemplate = (registry: Registry, bureau: string): string => {
  const indicators = new Map(registry.indicators.map((indicator) => [indicator.id, indicator]))
  const rows = registry.targets
    .filter(({ lead, indicator }) => lead.bureau === bureau && indicators.get(indicator)?.publisher.by === 'bureau')
    .map((target) => rowOf(target, { bureau, indicator: indicators.get(target.indicator) }))
  const header = [COLUMNS.indicator, NAME, ...Object.values(COLUMNS).slice(1)]
  return `\uFEFF${[header.map(quoted).join(','), EXAMPLE, ...new Set(rows)].join('\r\n')}\r\n`
}

const rowOf = (target: Target, { bureau, indicator }: { bureau: string; indicator: Indicator | undefined }): string => {
  const unit = target.kind === 'milestone' ? '' : (target.unit ?? indicator?.unit ?? '')
  return [target.indicator, target.nameZh, MEASURES[target.kind], '', '', unit, '', '', '', bureau, ''].map(quoted).join(',')
}

const quoted = (cell: string): string => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
