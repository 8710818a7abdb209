import { type AlertEvent, type AlertKind, LIGHTS_ZH, oneLine, sayReason, shortened } from '@shixu/domain'

/** An alert as Alertmanager's API v2 takes it. Its labels are its identity; its annotations are the latest word. */
export interface AlertBody {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly startsAt: string
  readonly endsAt: string
  readonly generatorURL: string
}

export interface Telling {
  /** Milliseconds of the wall. */
  readonly now: number
  /** Address of a target's page, with `{region}`, `{year}` and `{target}`. */
  readonly page: string
  /** When it was over, where that is known better than `now`. */
  readonly overAt?: number
}

/** Three times that it is not told again may pass before it ends by itself. */
const STANDS_MS = 4 * 60_000
/** Instances whose clocks differ a little must not take it for one that still stands. */
const BEFORE_NOW_MS = 2_000
/** Long enough for a sentence of a report. */
const LONGEST = 600

const NAMES: Readonly<Record<AlertKind, string>> = {
  pace: 'TargetPace',
  'report-due': 'TargetReportDue',
  overdue: 'TargetOverdue',
  'past-due': 'TargetPastDue',
}

/** What is red, eased or owed stands until it is over. Nothing that changes in an alert's life is a label: neither the light nor the ladder's step. */
export const alertBody = (event: AlertEvent, { now, page, overAt }: Telling): AlertBody => {
  const { alert, subject } = event
  const since = Date.parse(`${alert.since}T00:00:00+08:00`)
  const ends = alert.status === 'over' ? Math.min(overAt ?? now, now - BEFORE_NOW_MS) : now + STANDS_MS
  return {
    labels: {
      alertname: NAMES[alert.kind],
      region: label(subject.region),
      year: String(subject.year),
      target: label(subject.id),
      kind: alert.kind,
      bureau: label(subject.lead.bureau),
      audience: 'operators',
      source: 'shixu-notifier',
    },
    annotations: annotationsOf(event),
    startsAt: new Date(Math.min(since, ends - 1_000)).toISOString(),
    endsAt: new Date(ends).toISOString(),
    generatorURL: pageOf(page, event),
  }
}

/** An empty value is no label at all to Alertmanager. */
const label = (text: string): string => oneLine(text) || '-'

const annotationsOf = ({ alert, subject, assessment, type, day }: AlertEvent): Readonly<Record<string, string>> => {
  const light = LIGHTS_ZH[assessment?.light ?? alert.announced.light]
  const reason = assessment === null ? '' : sayReason(assessment.reason).zh
  const said = {
    summary: `${light}：${subject.nameZh}（${subject.year}年）`,
    description: reason,
    light,
    since: alert.since,
    readings: String(alert.readings),
    step: alert.step,
    event: type,
    day,
    ...(assessment?.period && { period: assessment.period }),
    citation: subject.citation.sentence,
  }
  return Object.fromEntries(Object.entries(said).map(([name, text]) => [name, shortened(oneLine(text), LONGEST)]))
}

const pageOf = (page: string, { subject: { region, year, id } }: AlertEvent): string =>
  Object.entries({ region, year: String(year), target: id }).reduce((url, [name, value]) => url.replaceAll(`{${name}}`, encodeURIComponent(value)), page)
