import type { FeedSpec, Registry, Workdays } from '@shixu/domain'
import type { Clock } from '@shixu/pipeline/ports'
import { cronProblem } from '../schedule/cron.ts'
import type { FetchDocument } from './fetch/index.ts'
import type { DocumentReader, FeedFormat, FormatContext } from './format.ts'
import { FORMATS } from './formats.ts'
import type { FeedProblem } from './option-problems.ts'
import type { PullMemory } from './pull-memory.ts'
import { createSourceFeed, type SourceFeed, sha256 } from './source-feed.ts'

export interface OpenFeeds {
  readonly registry: Registry
  readonly fetch: FetchDocument
  readonly memory: PullMemory
  readonly clock: Pick<Clock, 'today'>
  readonly workdays: Workdays
}

/** All feeds of a registry, or everything that is wrong with their lines at once. */
export const openFeeds = ({ registry, ...parts }: OpenFeeds): { readonly feeds: readonly SourceFeed[]; readonly problems: readonly string[] } => {
  const opened = registry.feeds.map((spec) => ({ spec, reading: openReader(spec, { registry, workdays: parts.workdays }) }))
  return {
    problems: opened.flatMap(({ reading }) => ('problems' in reading ? reading.problems.map(({ said }) => said) : [])),
    feeds: opened.flatMap(({ spec, reading }) =>
      'problems' in reading ? [] : [createSourceFeed({ spec, region: registry.region, mark: markOf(spec, registry), reader: reading.reader, ...parts })],
    ),
  }
}

/** What is wrong with the feeds, each with its place, without opening anything: for `registry check`. */
export const feedProblems = (registry: Registry, workdays: Workdays): readonly FeedProblem[] =>
  registry.feeds.flatMap((spec) => {
    const reading = openReader(spec, { registry, workdays })
    return 'problems' in reading ? reading.problems : []
  })

/** Every line of a feed is looked at, so that it is mended in one go. */
const openReader = (
  spec: FeedSpec,
  { registry, workdays }: { registry: Registry; workdays: Workdays },
): { readonly reader: DocumentReader } | { readonly problems: readonly FeedProblem[] } => {
  const indicators = new Map(registry.indicators.map((each) => [each.id, each]))
  const opened = openFormat(spec, { feed: spec, region: registry.region, indicators, workdays })
  const problems = [...placeProblems(spec), ...('problems' in opened ? opened.problems : [])]
  return 'reader' in opened && problems.length === 0 ? { reader: opened.reader } : { problems }
}

const openFormat = (spec: FeedSpec, context: FormatContext): ReturnType<FeedFormat['open']> => {
  const format = Object.hasOwn(FORMATS, spec.format) ? FORMATS[spec.format] : undefined
  if (format) return format.open(context)
  const said = `feed "${spec.id}": format "${spec.format}" is not known; right would be ${Object.keys(FORMATS).join(' or ')}`
  return { ok: false, problems: [{ feed: spec.id, path: ['format'], said }] }
}

const LOCATION = "location must be file: with a path relative to the registry's folder (file:data/x.csv), or an http(s) address"

const placeProblems = ({ id, location, schedule }: FeedSpec): readonly FeedProblem[] => {
  const cron = cronProblem(schedule)
  const located = /^(?:file:(?!\/)|https?:\/\/)./iu.test(location)
  return [
    ...(located ? [] : [{ feed: id, path: ['location'], said: `feed "${id}": ${LOCATION}` }]),
    ...(cron ? [{ feed: id, path: ['schedule'], said: `feed "${id}": schedule: ${cron}` }] : []),
  ]
}

/** The same bytes read otherwise once the map or an indicator has changed. */
const markOf = (spec: FeedSpec, registry: Registry): string => sha256(JSON.stringify([spec, registry.region, registry.indicators]))
