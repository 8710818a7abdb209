import type { Addressee, Bureau, Contact, FeedSpec, Indicator, Registry, ReleaseRule, Route, Wording } from '@shixu/domain'
import type { BureauItem } from './bureaus-file.ts'
import type { Draft } from './draft.ts'
import type { FeedItem } from './feeds-file.ts'
import type { IndicatorItem } from './indicators-file.ts'
import type { RouteItem } from './routes-file.ts'
import { targetOf } from './target-of.ts'

/** The registry that a draft without problems holds; null where a file was not well formed. */
export function registryOf(draft: Draft): Registry | null {
  const { region: head, bureausHead, routesHead } = draft
  if (!head || !bureausHead || !routesHead) return null
  const { region, year, name_zh, name_en, invented, effective, coverage_note, document } = head.item
  return {
    region,
    year,
    nameZh: name_zh,
    nameEn: name_en,
    invented,
    effective,
    coverageNote: coverage_note,
    document,
    targets: draft.targets.entries.map(({ item }) => targetOf(item, { region, year, document: document.file })),
    indicators: draft.indicators.entries.map(({ item }) => indicatorOf(item)),
    bureaus: draft.bureaus.entries.map(({ item }) => bureauOf(item)),
    supervision: bureausHead.item.supervision,
    routes: draft.routes.entries.map(({ item }) => routeOf(item)),
    ladder: routesHead.item.ladder,
    ...(routesHead.item.ask_ahead !== undefined && { askAhead: routesHead.item.ask_ahead }),
    ...(routesHead.item.take !== undefined && { take: routesHead.item.take }),
    ...(routesHead.item.hours !== undefined && { hours: routesHead.item.hours }),
    ...(draft.notice && { wording: given(draft.notice.item) as Wording }),
    feeds: draft.feeds.entries.map(({ item }) => feedOf(item)),
  }
}

const indicatorOf = ({ name_zh, name_en, release, release_basis, definition, ...same }: IndicatorItem): Indicator => ({
  ...same,
  nameZh: name_zh,
  nameEn: name_en,
  release: releaseOf(release),
  releaseBasis: release_basis,
  ...(definition === undefined ? {} : { definition }),
})

function releaseOf(release: IndicatorItem['release']): ReleaseRule {
  if (release.rule !== 'monthly' && release.rule !== 'quarterly') return release
  const { rule, day, year_end_day: yearEndDay } = release
  return yearEndDay === undefined ? { rule, day } : { rule, day, yearEndDay }
}

const contactOf = ({ step, name, email, wecom, robot, webhook, note }: BureauItem['contacts'][number]): Contact => ({
  step,
  name,
  ...(email !== undefined && { email }),
  ...(wecom !== undefined && { wecom: [wecom].flat() }),
  ...(robot !== undefined && { robot }),
  ...(webhook !== undefined && { webhook }),
  ...(note !== undefined && { note }),
})

const bureauOf = ({ id, name_zh, name_en, duties, contacts }: BureauItem): Bureau => ({
  id,
  nameZh: name_zh,
  nameEn: name_en,
  duties,
  contacts: contacts.map(contactOf),
})

const routeOf = ({ id, match, to, channels, continue: goesOn = false, hours }: RouteItem): Route => ({
  ...{ id, match: given(match) as Route['match'], to: to.map((each) => given(each) as Addressee), channels },
  continue: goesOn,
  ...(hours !== undefined && { hours }),
})

/** Without the keys that are undefined. */
const given = <T>(what: T): T =>
  typeof what === 'object' && what !== null ? (Object.fromEntries(Object.entries(what).filter(([, value]) => value !== undefined)) as T) : what

const feedOf = ({ id, name_zh, format, location, schedule, options = {} }: FeedItem): FeedSpec => ({ id, nameZh: name_zh, format, location, schedule, options })
