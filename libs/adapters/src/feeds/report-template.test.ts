import { aMilestone, anIndicator, aReportedIndicator, aTarget, LADDER, plainWorkdays } from '@shixu/testkit'
import { describe, expect, it } from 'vitest'
import { REPORT_OPTIONS, reportTemplate } from './report-template.ts'
import { table } from './table/index.ts'

const projects = aTarget({ id: 'projects', nameZh: '开工项目,虚构', kind: 'count', value: 920, unit: '个', unitExpanded: '个', indicator: 'projects' })
const REGISTRY = {
  region: '999901',
  year: 2024,
  nameZh: '虚构县',
  nameEn: 'Invented county',
  invented: true,
  effective: '2024-01-25',
  coverageNote: 'invented',
  document: { title: '虚构报告', date: '2024-01-20', file: 'report.txt' },
  targets: [projects, aMilestone(), aTarget(), { ...projects, id: 'others', lead: { bureau: 'other', basis: 'assumed' as const } }],
  indicators: [aReportedIndicator({ id: 'projects', unit: '个' }), aReportedIndicator({ id: 'invented-bridge', coverage: 'point' }), anIndicator()],
  bureaus: [],
  supervision: 'supervision',
  routes: [],
  ladder: LADDER,
  feeds: [],
}

const read = (text: string) => {
  const opened = table.open({
    feed: { id: 'reports', nameZh: '上报', format: 'table', location: 'file:r.csv', schedule: '0 10 * * *', options: REPORT_OPTIONS },
    region: '999901',
    indicators: new Map(REGISTRY.indicators.map((each) => [each.id, each])),
    workdays: plainWorkdays,
  })
  if (!opened.ok) throw new Error(opened.problems.join('\n'))
  return opened.reader.read({ feed: 'reports', name: 'r.csv', bytes: new TextEncoder().encode(text), sha256: 'x', receivedOn: '2024-07-08' })
}

describe('the template of a bureau', () => {
  const lines = reportTemplate(REGISTRY, 'commerce').split('\r\n')

  it('has one row for each target that the bureau leads and reports itself, and an example', () => {
    expect(lines).toEqual([
      '\uFEFF指标代码,目标,口径,截至月份,数值,单位,程度,完成日期,填报日期,填报单位,依据',
      expect.stringMatching(/^# 例:/),
      'projects,"开工项目,虚构",数值,,,个,,,,commerce,',
      'invented-bridge,虚构大桥通车,完成,,,,,,,commerce,',
      '',
    ])
  })

  it('says nothing while it is empty', () => {
    expect(read(lines.join('\r\n'))).toEqual({ observations: [], refusals: [], missing: ['r.csv:3', 'r.csv:4'] })
  })

  it('is read once it is filled in, as reports of the day on which it came', () => {
    const filled = lines
      .with(2, 'projects,"开工项目,虚构",数值,2024-06,512,个,,,,commerce,开工清单')
      .with(3, 'invented-bridge,虚构大桥通车,完成,,完成,,,2024-06-28,2024-07-01,commerce,照片')
    const { observations, refusals } = read(filled.join('\r\n'))
    expect(refusals).toEqual([])
    expect(observations).toMatchObject([
      {
        indicator: 'projects',
        period: '2024-06',
        measure: 'level',
        coverage: 'ytd',
        value: 512,
        unit: '个',
        published: '2024-07-08',
        reportedBy: 'commerce',
        evidence: '开工清单',
      },
      { indicator: 'invented-bridge', period: '2024-06', measure: 'done', value: 1, doneOn: '2024-06-28', published: '2024-07-01' },
    ])
  })
})
