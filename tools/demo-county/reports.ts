import { csvOf } from './row.ts'

/** What a bureau handed in. */
interface Report {
  readonly indicator: string
  readonly period: string
  readonly coverage: 'ytd' | 'point'
  readonly measure: 'level' | 'done'
  readonly value: string
  readonly unit: string
  readonly bound: 'exact' | 'at-least'
  readonly published: string
  /** The day a milestone was reached. */
  readonly reached: string
  readonly by: string
  readonly evidence: string
}

type Told = readonly [period: string, value: number, published: string, evidence: string, bound?: 'at-least']

const counted = (indicator: string, { by, unit }: { by: string; unit: string }, told: readonly Told[]): readonly Report[] =>
  told.map(([period, value, published, evidence, bound]) => ({
    indicator,
    period,
    coverage: 'ytd',
    measure: 'level',
    value: String(value),
    unit,
    bound: bound ?? 'exact',
    published,
    reached: '',
    by,
    evidence,
  }))

const reached = (indicator: string, by: string, [day, published, evidence]: readonly [day: string, published: string, evidence: string]): Report => ({
  indicator,
  period: day.slice(0, 7),
  coverage: 'point',
  measure: 'done',
  value: '完成',
  unit: '',
  bound: 'exact',
  published,
  reached: day,
  by,
  evidence,
})

/** The whole of `reports.csv`. Of `old-estates` and `culture-centre` nothing is ever reported. */
export const reports = (): string =>
  csvOf(
    [
      ...counted('project-starts', { by: 'development', unit: '个' }, [
        ['2024-03', 24, '2024-04-08', '开工令清单(虚构)第1批'],
        ['2024-06', 53, '2024-07-09', '开工令清单(虚构)第2批'],
        ['2024-09', 95, '2024-10-10', '开工令清单(虚构)第3批'],
        ['2024-12', 126, '2025-01-09', '开工令清单(虚构)第4批'],
      ]),
      ...counted('training-courses', { by: 'labour', unit: '场' }, [
        ['2024-06', 80, '2024-07-09', '培训台账(虚构)'],
        ['2024-09', 150, '2024-10-10', '简报(虚构):前三季度超过150场', 'at-least'],
        ['2024-12', 214, '2025-01-08', '培训台账(虚构)'],
      ]),
      ...counted('affordable-homes', { by: 'housing', unit: '套' }, [
        ['2024-03', 80, '2024-04-09', '房源清单(虚构)'],
        ['2024-06', 260, '2024-07-10', '房源清单(虚构)'],
        ['2024-09', 470, '2024-10-09', '房源清单(虚构)'],
        ['2024-12', 612, '2025-01-10', '房源清单(虚构)'],
      ]),
      ...counted('evening-classes', { by: 'culture', unit: '班' }, [
        ['2024-06', 43, '2024-07-08', '课程表(虚构)'],
        ['2024-12', 78, '2025-01-09', '课程表(虚构)'],
      ]),
      reached('demo-bridge', 'transport', ['2024-06-18', '2024-06-19', '通车仪式(虚构)']),
      reached('county-hospital', 'health', ['2024-10-12', '2024-10-14', '启用公告(虚构)']),
      reached('cold-chain-park', 'transport', ['2024-12-25', '2024-12-27', '竣工验收(虚构)']),
    ],
    ['indicator', 'period', 'coverage', 'measure', 'value', 'unit', 'bound', 'published', 'reached', 'by', 'evidence'],
  )
