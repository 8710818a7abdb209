import type { View } from './view.ts'

const count = (condition: string): string => `sum(case when ${condition} then 1 else 0 end)`

export const bureauViews: readonly View[] = [
  {
    name: 'bureau_now',
    comment: 'How the targets stand that each bureau leads: one row a bureau, region and year',
    columns: {
      region: ['t.region', 'Region by GB/T 2260'],
      region_name: ['min(t.region_name)', 'Name of the region, Chinese'],
      year: ['t.year', 'Year of the report, calendar year'],
      bureau: ['t.lead_bureau', 'Id of the bureau'],
      bureau_name: ['min(t.lead_bureau_name)', 'Name of the bureau, Chinese'],
      targets: ['count(*)', 'Targets that it leads, a count'],
      red: [count(`t.light = 'red'`), 'Of them red, a count'],
      yellow: [count(`t.light = 'yellow'`), 'Of them yellow, a count'],
      green: [count(`t.light = 'green'`), 'Of them green, a count'],
      grey: [count(`t.light = 'grey'`), 'Of them not judged yet, a count'],
      overdue: [count('t.overdue = 1'), 'Of them with a figure past its day, a count'],
      met: [count(`t.outcome = 'met'`), 'Of them met at the end of the year, a count'],
      missed: [count(`t.outcome = 'missed'`), 'Of them missed at the end of the year, a count'],
      alerts_open: ['sum(t.alerts_open)', 'Alerts of its targets that are not over, a count'],
      unanswered: [count('t.alerts_open > 0 and t.alert_acknowledged_until is null'), 'Targets with an alert that nobody has taken on, a count'],
    },
    from: 'from target_now t group by t.region, t.year, t.lead_bureau',
  },
]

export const deadletterViews: readonly View[] = [
  {
    name: 'deadletter_open',
    comment: 'What was refused and nobody has dealt with yet: one row a dead letter, without its bytes',
    columns: {
      id: ['l.id', 'Short id, for shixu deadletters'],
      region: ['l.region', 'Region by GB/T 2260, or unknown'],
      source: ['l.source', 'Feed, command or topic that it came from'],
      place: ['l.place', 'Where in it: file and line, or topic, partition and offset'],
      code: ['l.code', 'Why it was refused, a code'],
      reason: ['l.reason', 'Why it was refused, in words'],
      day: ['l.day', 'Day on which it was refused, YYYY-MM-DD in Asia/Shanghai'],
      about: ['l.about', 'Target or indicator that it would have been about, where that can be told'],
      length: ['l.length', 'Size of what was refused, in bytes'],
    },
    from: 'from deadletter l where l.closed_on is null',
  },
]
