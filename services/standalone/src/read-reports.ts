import { createHash } from 'node:crypto'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { FORMATS, REPORT_OPTIONS } from '@shixu/adapters/feeds'
import type { Day, FeedSpec, Observation, Registry } from '@shixu/domain'
import type { Seed } from '@shixu/service'
import { reporterProblems } from './bureau-problems.ts'

/** A file of reports as it was handed in. */
interface ReportFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly today: Day
}

/** The reports of a filled-in template, and what is wrong with the rows that are none. */
export const readReports = (
  { registry }: Seed,
  { name, bytes, today }: ReportFile,
): { readonly observations: readonly Observation[]; readonly problems: readonly string[] } => {
  const feed: FeedSpec = { id: 'report', nameZh: '上报', format: 'table', location: `file:${name}`, schedule: '', options: REPORT_OPTIONS }
  const indicators = new Map(registry.indicators.map((indicator) => [indicator.id, indicator]))
  const opened = FORMATS.table?.open({ feed, region: registry.region, indicators, workdays: chineseWorkdays() })
  if (!opened?.ok) return { observations: [], problems: opened?.problems.map(({ said }) => said) ?? ['the format "table" is gone'] }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { observations, refusals } = opened.reader.read({ feed: 'report', name, bytes, sha256, receivedOn: today })
  const known = observations.map((observation) => ({ observation, problems: rowProblems(registry, observation) }))
  return {
    observations: known.flatMap(({ observation, problems }) => (problems.length === 0 ? [observation] : [])),
    problems: [...refusals.map(({ place, reason }) => `${place}: ${reason}`), ...known.flatMap(({ problems }) => problems)],
  }
}

const rowProblems = (registry: Registry, { source, indicator, reportedBy = '' }: Observation): readonly string[] =>
  reporterProblems(registry, { by: reportedBy, indicator }).map((problem) => `${source.slice(source.indexOf('#') + 1)}: ${problem}`)
