import {
  type AlertEvent,
  append,
  assessYear,
  createSeries,
  curveOf,
  type Day,
  type Indicator,
  type Observation,
  periodOf,
  type Series,
  say,
  type Target,
  targetKey,
  type Words,
} from '@shixu/domain'

/** For whom a message is that is of no region. */
export const NO_REGION = '000000'

interface Trial {
  readonly region: string
  readonly day: Day
  readonly words: Words
}

const target = ({ region, day, words }: Trial): Target => ({
  ...{ id: 'channel-test', region, year: Number(day.slice(0, 4)), nameZh: say(words, 'trial-target', {}), nameEn: '[test] of a channel, nothing to do' },
  ...{ kind: 'growth', comparator: 'at-least', value: 8, unit: '%', valueExpanded: 8, unitExpanded: '%', qualifier: null, firmness: 'firm', note: null },
  ...{ members: [], lead: { bureau: 'test', basis: 'stated' }, supporting: [], indicator: 'channel-test', baseline: null, plan: null, due: null },
  lightBy: 'forecast',
  citation: { document: 'none', section: '', sentence: say(words, 'trial-text', {}), start: 0, anchor: '', anchorOffset: 0 },
})

const event = (trial: Trial): AlertEvent => {
  const subject = target(trial)
  const { day } = trial
  return {
    ...{ type: 'raised', why: 'turned-red', day, sequence: [0, 0, 0], subject, assessment: null },
    alert: {
      ...{ target: targetKey(subject), kind: 'pace', status: 'open', since: day, readings: 1, step: 'liaison', steppedOn: day },
      ...{ announced: { period: null, light: 'grey', done: null }, acknowledged: null, silencedUntil: null, outcome: null },
    },
  }
}

/** For a far end that shows alerts and no messages: it stands there for four minutes, under a name that says that it is a test. */
export const plainTrialAlert = event

/** Growth of a year to date that nobody published, by month: it falls behind, so that there is something to draw. */
const LAST_YEAR = [null, 3.2, 4.1, 4.6, 5.2, 5, 5.6, 6.1, 6.3, 6, 6.4, 6.6]
const THIS_YEAR = [null, 6.1, 5.2, 4.4, 3.9, 3.1]

/** The same with a course: its picture is drawn and carried as that of a real alert is. */
export function trialAlert(trial: Trial): AlertEvent {
  const alert = event(trial)
  const { subject } = alert
  const series = inventedSeries(subject)
  const asOf = `${subject.year}-07-20`
  const indicator: Pick<Indicator, 'publisher' | 'releaseBasis'> = { publisher: { by: 'office', name: '' }, releaseBasis: 'stated' }
  const assessment = assessYear({ target: subject, indicator, series, asOf }).at(-1) ?? null
  const curve = curveOf({ target: subject, series, asOf })
  return { ...alert, assessment, ...(curve && { curve }) }
}

function inventedSeries(subject: Target): Series {
  const series = createSeries({ unit: '%' })
  const tell = (year: number, values: readonly (number | null)[]): void => {
    for (const [at, value] of values.entries()) if (value !== null) append(series, figure(subject, { year, month: at + 1, value }))
  }
  tell(subject.year - 1, LAST_YEAR)
  tell(subject.year, THIS_YEAR)
  return series
}

const figure = (
  { region, indicator }: Target,
  { year, month, value }: { readonly year: number; readonly month: number; readonly value: number },
): Observation => ({
  ...{
    region,
    indicator,
    period: periodOf(year, month),
    measure: 'growth',
    coverage: 'ytd',
    value,
    unit: '%',
    step: 0.1,
    written: `${value}%`,
    bound: 'exact',
  },
  published: month === 12 ? `${year + 1}-01-20` : `${year}-${String(month + 1).padStart(2, '0')}-20`,
  ...{ publishedBasis: 'stated', basis: 'invented', source: 'channel-test' },
})
