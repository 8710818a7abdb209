import {
  type Alert,
  type Assessment,
  addDays,
  because,
  type Command,
  commandGiven,
  type Day,
  dayBegan,
  daysBetween,
  type Event,
  type Indicator,
  isWeekend,
  type LadderRule,
  type Observation,
  observationPublished,
  PRESET_NAMES,
  type PresetName,
  type PresetVerdict,
  type Target,
  type TargetDeclared,
  targetDeclared,
  targetKey,
  type Workdays,
} from '@shixu/domain'

/** Invented throughout: a region that is none by GB/T 2260, and figures that nobody published. */
const REGION = '999901'

export const aTarget = (over: Partial<Target> = {}): Target => ({
  id: 'invented-exports',
  region: REGION,
  year: 2024,
  nameZh: '虚构出口额',
  nameEn: 'Invented exports',
  kind: 'growth',
  comparator: 'at-least',
  value: 8,
  unit: '%',
  valueExpanded: 8,
  unitExpanded: '%',
  qualifier: null,
  firmness: 'firm',
  note: null,
  members: [],
  lead: { bureau: 'commerce', basis: 'assumed' },
  supporting: [],
  indicator: 'invented-exports',
  citation: { document: 'report.txt', section: '(一)', sentence: '虚构出口额增长8%。', start: 0, anchor: '8%', anchorOffset: 7 },
  baseline: null,
  plan: null,
  due: null,
  lightBy: 'forecast',
  ...over,
})

/** A deliverable with a date: judged by `done` alone. */
export const aMilestone = (over: Partial<Target> = {}): Target =>
  aTarget({
    id: 'invented-bridge',
    nameZh: '虚构大桥通车',
    nameEn: 'Invented bridge opens',
    kind: 'milestone',
    comparator: null,
    value: null,
    unit: null,
    valueExpanded: null,
    unitExpanded: null,
    due: '2024-09-30',
    indicator: 'invented-bridge',
    ...over,
  })

export const anIndicator = (over: Partial<Indicator> = {}): Indicator => ({
  id: 'invented-exports',
  nameZh: '虚构出口额',
  nameEn: 'Invented exports',
  unit: '%',
  measures: ['growth'],
  coverage: 'ytd',
  publisher: { by: 'office', name: '虚构统计局' },
  release: { rule: 'monthly', day: 20 },
  releaseBasis: 'assumed',
  ...over,
})

/** An indicator that the lead bureau reports itself, quarterly by the 10th. */
export const aReportedIndicator = (over: Partial<Indicator> = {}): Indicator =>
  anIndicator({ publisher: { by: 'bureau', name: '虚构商务局' }, release: { rule: 'bureau', months: [3, 6, 9, 12], day: 10 }, ...over })

export const LADDER: LadderRule = { head: { readings: 2, days: 30 }, supervision: { readings: 3, days: 60 } }

/** A target with the indicator that bears its indicator's id. Judged aloud from 25 January on. */
export const aDeclaration = (target: Target = aTarget(), over: Partial<Omit<TargetDeclared, 'target'>> = {}): TargetDeclared => ({
  target,
  indicator: anIndicator({ id: target.indicator, unit: target.unitExpanded ?? '%' }),
  effective: `${target.year}-01-25`,
  ladder: LADDER,
  ...over,
})

/** Year-to-date growth of May, published in June. */
export const anObservation = (over: Partial<Observation> = {}): Observation => ({
  region: REGION,
  indicator: 'invented-exports',
  period: '2024-05',
  measure: 'growth',
  coverage: 'ytd',
  value: 8,
  unit: '%',
  step: 0.1,
  written: `${over.value ?? 8}%`,
  bound: 'exact',
  published: '2024-06-20',
  publishedBasis: 'stated',
  basis: 'first-published',
  source: 'builder#1',
  ...over,
})

/** Invented verdict of one period. A red one is near certain to miss; a green one is on the line. */
export const anAssessment = (over: Partial<Assessment> = {}): Assessment => ({
  target: targetKey(aTarget()),
  period: '2024-05',
  asOf: '2024-06-20',
  light: 'green',
  outcome: null,
  pMiss: 0.1,
  paceDue: 8,
  done: 8,
  shareOfPace: 1,
  forecast: 8,
  forecastLow: 6,
  forecastHigh: 10,
  requiredRunRate: null,
  requiredPerMonth: null,
  bestRunRate: null,
  paceLine: 'target-growth',
  method: 'growth-only',
  rebased: null,
  presets: Object.fromEntries(PRESET_NAMES.map((name) => [name, { light: null, why: 'invented' }])) as Record<PresetName, PresetVerdict>,
  reason: because('on-pace', { kind: 'growth', period: '2024-05', unit: '%', done: 8, due: 8, goal: 8, forecast: 8, pMiss: 0.1, monthsLeft: 7 }),
  inputs: [],
  ...over,
})

export const anAlert = (over: Partial<Alert> = {}): Alert => ({
  target: targetKey(aTarget()),
  kind: 'pace',
  status: 'open',
  since: '2024-06-20',
  readings: 1,
  step: 'liaison',
  steppedOn: '2024-06-20',
  announced: { period: '2024-05', light: 'red', done: 4 },
  acknowledged: null,
  silencedUntil: null,
  outcome: null,
  ...over,
})

export const aCommand = (over: Partial<Command> = {}): Command => ({
  id: 'command-1',
  kind: 'acknowledge',
  target: targetKey(aTarget()),
  by: 'commerce',
  reason: '虚构原因',
  until: '2024-07-31',
  ...over,
})

/** Weekends off and nothing else. */
export const plainWorkdays: Workdays = { isWorkday: (day) => !isWeekend(day), knownUntil: '2099-12-31' }

/** The facts of one region, as events of the log. */
export const facts = {
  declared: (declaration: TargetDeclared = aDeclaration()): Event => targetDeclared(declaration, JSON.stringify(declaration)),
  published: (observation: Observation): Event => observationPublished(observation),
  commanded: (command: Command): Event => commandGiven(command),
  day: (day: Day, region: string = REGION): Event => dayBegan(region, { day }),
  /** Every day from the first to the last, both included. */
  days: (first: Day, last: Day): readonly Event[] => Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => facts.day(addDays(first, index))),
}
