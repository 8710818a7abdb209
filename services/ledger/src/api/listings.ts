import type { Condition } from '@shixu/adapters/store'
import {
  alertAnswer,
  bureauAnswer,
  deliveryAnswer,
  FILTERS,
  feedAnswer,
  indicatorAnswer,
  regionAnswer,
  releaseAnswer,
  targetAnswer,
} from '@shixu/contracts/api'
import type { z } from 'zod'

export type Filters = Readonly<Record<string, string | number | undefined>>

/** One list of the API: what is asked of which view, in which order, by which filters. */
export interface Listing {
  readonly path: string
  /** Of its schemas and of its files: `targets.csv`. */
  readonly name: string
  readonly summary: { readonly zh: string; readonly en: string }
  readonly view: string
  readonly item: z.ZodObject
  readonly filters: z.ZodRawShape
  /** Fields that tell every row from every other. */
  readonly order: readonly string[]
  readonly newestFirst?: boolean
  /** The columns that name the bureaus that a row concerns. */
  readonly concerns: { readonly own?: string; readonly supporting?: string }
  /** Filters that are not simply a column of the same name. */
  readonly special?: (filters: Filters) => readonly Condition[]
}

const CONCERNS = { own: 'leadBureau', supporting: 'supporting' } as const

const ofBureau = ({ bureau }: Filters): readonly Condition[] =>
  bureau === undefined
    ? []
    : [
        {
          any: [
            { field: CONCERNS.own, is: bureau },
            { field: CONCERNS.supporting, contains: `"${bureau}"` },
          ],
        },
      ]

const between = (field: string, { since, until }: Filters): readonly Condition[] => [
  ...(since === undefined ? [] : [{ field, from: String(since) }]),
  ...(until === undefined ? [] : [{ field, upTo: String(until) }]),
]

const inNames = ({ text }: Filters): readonly Condition[] =>
  text === undefined ? [] : [{ any: ['nameZh', 'nameEn'].map((field) => ({ field, contains: String(text) })) }]

const isTrue = (field: string, { [field]: asked }: Filters): readonly Condition[] =>
  asked === undefined ? [] : [asked === 'true' ? { field, isNot: 0 } : { field, is: 0 }]

export const LISTINGS: readonly Listing[] = [
  {
    path: '/regions',
    name: 'regions',
    summary: { zh: '地区', en: 'Regions that have targets' },
    view: 'region_now',
    item: regionAnswer,
    filters: FILTERS.regions,
    order: ['region'],
    concerns: {},
  },
  {
    path: '/indicators',
    name: 'indicators',
    summary: { zh: '指标', en: 'Indicators: what is measured, by whom it is published' },
    view: 'indicator_list',
    item: indicatorAnswer,
    filters: FILTERS.indicators,
    order: ['region', 'indicator'],
    concerns: {},
  },
  {
    path: '/targets',
    name: 'targets',
    summary: { zh: '目标现状', en: 'Where targets stand, by their newest judged period' },
    view: 'target_now',
    item: targetAnswer,
    filters: FILTERS.targets,
    order: ['region', 'year', 'target'],
    concerns: CONCERNS,
    special: (filters) => [...ofBureau(filters), ...inNames(filters), ...isTrue('overdue', filters)],
  },
  {
    path: '/alerts',
    name: 'alerts',
    summary: { zh: '预警经过', en: 'All that happened to alerts, the newest first' },
    view: 'alert_history',
    item: alertAnswer,
    filters: FILTERS.alerts,
    order: ['day', 'eventId'],
    newestFirst: true,
    concerns: CONCERNS,
    special: (filters) => [...ofBureau(filters), ...between('day', filters), ...alertFilters(filters)],
  },
  {
    path: '/deliveries',
    name: 'deliveries',
    summary: { zh: '通知送达', en: 'Every try to tell somebody, the newest first' },
    view: 'delivery_history',
    item: deliveryAnswer,
    filters: FILTERS.deliveries,
    order: ['day', 'notice', 'attempt'],
    newestFirst: true,
    concerns: { own: 'bureau' },
    special: (filters) => between('day', filters),
  },
  {
    path: '/feeds',
    name: 'feeds',
    summary: { zh: '数据源', en: 'Feeds: what each brought last, and when the next figures are due' },
    view: 'feed_state',
    item: feedAnswer,
    filters: FILTERS.feeds,
    order: ['region', 'feed'],
    concerns: {},
    special: (filters) => isTrue('overdue', filters),
  },
  {
    path: '/releases',
    name: 'releases',
    summary: { zh: '公布日历', en: 'When each figure is due, and whether it has come' },
    view: 'release_calendar',
    item: releaseAnswer,
    filters: FILTERS.releases,
    order: ['due', 'region', 'indicator', 'period'],
    concerns: {},
    special: (filters) => between('due', filters),
  },
  {
    path: '/bureaus',
    name: 'bureaus',
    summary: { zh: '责任单位汇总', en: 'How the targets stand that each bureau leads' },
    view: 'bureau_now',
    item: bureauAnswer,
    filters: FILTERS.bureaus,
    order: ['region', 'year', 'bureau'],
    concerns: { own: 'bureau' },
  },
]

const ALERT_COLUMNS = { target: 'targetId', kind: 'alertKind' } as const

function alertFilters(filters: Filters): readonly Condition[] {
  return Object.entries(ALERT_COLUMNS).flatMap(([name, field]) => (filters[name] === undefined ? [] : [{ field, is: filters[name] }]))
}

/** Filters that `special` looks after, by list. */
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  targets: ['bureau', 'text', 'overdue'],
  alerts: ['bureau', 'since', 'until', 'target', 'kind'],
  deliveries: ['since', 'until'],
  feeds: ['overdue'],
  releases: ['since', 'until'],
}

/** The filters that were given, as conditions on the view. */
export const conditionsOf = ({ name, special }: Listing, filters: Filters): readonly Condition[] => {
  const apart = SPECIAL[name] ?? []
  const plain = Object.entries(filters).flatMap(([field, is]) => (is === undefined || apart.includes(field) ? [] : [{ field, is }]))
  return [...plain, ...(special?.(filters) ?? [])]
}
