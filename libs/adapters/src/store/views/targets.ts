import type { SqlWords } from '../dialect.ts'
import { isNewestOfPeriod, newestFirst, sameTarget } from './judgements.ts'
import { judgementColumns, TARGET_COLUMNS, TARGET_JOINS } from './target-columns.ts'
import type { View } from './view.ts'

/** A target's alerts that are not over, from its newest events. */
const openAlerts = (what: string): string =>
  `(select ${what} from alert_now n where n.region = t.region and n.year = t.year and n.target = t.target and n.status <> 'over')`

/** The light of the period before, to tell what changed. */
const BEFORE = `(select p.light from assessment p where ${sameTarget('p', 't')} and p.period < a.period and p.period <> '-' order by ${newestFirst('p')} limit 1)`

export const targetViews = (words: SqlWords): readonly View[] => [
  {
    name: 'target_now',
    comment: 'Where every target stands: one row a target, its newest judged period',
    columns: {
      ...TARGET_COLUMNS,
      ...judgementColumns(words),
      light_before: [BEFORE, 'Light of the judged period before, null where there was none'],
      light_by: ['t.light_by', 'What gives the light: forecast, or the name of a preset'],
      due: ['t.due', 'Day by which a milestone is promised, YYYY-MM-DD; else null'],
      report_section: ['t.section', 'Section of the report that promises it'],
      report_sentence: ['t.sentence', 'Sentence of the report that promises it, Chinese'],
      alerts_open: [openAlerts('count(*)'), 'Alerts of the target that are not over, a count'],
      alert_since: [openAlerts('min(n.since)'), 'Day since which the oldest of them is open, YYYY-MM-DD'],
      alert_acknowledged_until: [openAlerts('max(n.acknowledged_until)'), 'Day until which somebody has taken it on, YYYY-MM-DD; null where nobody has'],
    },
    from: `from target t ${TARGET_JOINS}
      ${words.joinFirst({ table: 'assessment', as: 'a', where: sameTarget('candidate', 't'), order: newestFirst('candidate') })}
      where t.withdrawn = 0`,
  },
  {
    name: 'target_curve',
    comment: 'Every judged period of every target, as it is judged now: one row a target and period',
    columns: {
      ...TARGET_COLUMNS,
      ...judgementColumns(words),
      is_newest: [
        'case when a.period = max(a.period) over (partition by t.region, t.year, t.target) then 1 else 0 end',
        '1 for the newest judged period of the target, else 0',
      ],
      year_outcome: [
        'max(a.outcome) over (partition by t.region, t.year, t.target)',
        'How the year of the target ended: met, missed, unknown; null while it is not known',
      ],
    },
    from: `from target t join assessment a on ${sameTarget('a', 't')} ${TARGET_JOINS}
      where t.withdrawn = 0 and a.period <> '-' and ${isNewestOfPeriod('a')}`,
  },
  {
    name: 'target_presets',
    comment: 'What each published rule would say of each judged period: one row a target, period and preset',
    columns: {
      region: ['a.region', 'Region by GB/T 2260'],
      year: ['a.year', 'Year of the report, calendar year'],
      target: ['a.target', 'Key of the target: region/year/id'],
      period: ['a.period', 'Last month judged, YYYY-MM'],
      period_at: [words.moment('a.period', 'month'), 'Last day of that month, midnight in Asia/Shanghai, a moment'],
      preset: ['preset.key', 'Name of the rule (docs/judging.md)'],
      light: [words.jsonText('preset.value', 'light'), 'Its light: green, yellow or red; null where the rule does not apply'],
      why: [words.jsonText('preset.value', 'why'), 'Why, a code'],
    },
    from: `from assessment a, ${words.jsonEach(words.jsonText('a.body', 'presets'))} preset where a.period <> '-' and ${isNewestOfPeriod('a')}`,
  },
]
