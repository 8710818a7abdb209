import type { SqlWords } from '../dialect.ts'
import type { View } from './view.ts'

/** All vintages of one figure. */
const FIGURE = 'partition by v.region, v.indicator, v.period, v.measure, v.coverage'
/** An exact figure beats another, whatever the dates; else the later one counts. */
const EXACT = `case v.bound when 'exact' then 0 else 1 end`
const inOrder = `(${FIGURE} order by v.published, ${EXACT} desc)`

export const figureViews = ({ moment, before }: SqlWords): readonly View[] => [
  {
    name: 'observation_vintages',
    comment: 'Every published figure in each of its vintages: one row a vintage',
    columns: {
      region: ['v.region', 'Region by GB/T 2260'],
      indicator: ['v.indicator', 'Id of the indicator'],
      indicator_name_zh: ['coalesce(i.name_zh, v.indicator)', 'Name of the indicator, Chinese'],
      period: ['v.period', 'Last month that the figure covers, YYYY-MM'],
      period_at: [moment('v.period', 'month'), 'Last day of that month, midnight in Asia/Shanghai, a moment'],
      measure: ['v.measure', 'level, growth (on the year before), share or done (a milestone)'],
      coverage: ['v.coverage', 'ytd (January to the month), month, quarter or point'],
      value: ['v.value', 'The figure, in `unit`; per cent for growth and share'],
      unit: ['v.unit', 'Expanded unit of the value: 元, 户, 辆, %'],
      step: ['v.step', 'One unit of the last published digit, in `unit`'],
      written: ['v.written', 'Number and unit as published'],
      bound: ['v.bound', 'exact, at-least, about or estimate'],
      published: ['v.published', 'Day of publication, YYYY-MM-DD in Asia/Shanghai'],
      published_at: [moment('v.published', 'day'), 'The same day, midnight in Asia/Shanghai, a moment'],
      published_basis: ['v.published_basis', 'Whether the day was stated, or assumed from the release rule'],
      basis: ['v.basis', 'first-published, revised, implied-by-later-release or reported'],
      feed: [`case when v.reported_by is null then ${before('v.source', '#')} end`, 'Id of the feed that brought it; null for a report'],
      source: ['v.source', 'Feed or command, and the place in it'],
      reported_by: ['v.reported_by', 'Bureau that handed it in; null for a published figure'],
      evidence: ['v.evidence', 'What a bureau rests its report on'],
      done_on: ['v.done_on', 'Day on which a milestone was reached, YYYY-MM-DD'],
      vintage: [`row_number() over ${inOrder}`, 'Which vintage of the figure it is, a count from 1'],
      value_before: [`lag(v.value) over ${inOrder}`, 'What the vintage before said, in `unit`; null for the first'],
      is_newest: [
        `case when row_number() over (${FIGURE} order by ${EXACT}, v.published desc) = 1 then 1 else 0 end`,
        '1 for the vintage that counts now, else 0',
      ],
    },
    from: 'from vintage v left join indicator i on i.region = v.region and i.indicator = v.indicator',
  },
]
