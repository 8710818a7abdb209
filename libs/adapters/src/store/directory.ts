import { type Registry, releasesOf, type Workdays } from '@shixu/domain'
import type { Database } from './database.ts'
import { indicatorRow } from './ledger/now-rows.ts'
import { putRows } from './put-rows.ts'

/** What the registry files say for people and is not in the log: names, feeds, and the days on which figures are due. */
export interface Directory {
  /** What was said of the region before stays where the registry says nothing new. */
  remember(registry: Registry, workdays: Workdays): Promise<void>
}

/** Each table with its key. */
const KEYS = {
  region_name: ['region'],
  bureau_name: ['region', 'bureau'],
  feed_name: ['region', 'feed'],
  indicator: ['region', 'indicator'],
  release_due: ['region', 'indicator', 'period'],
} as const

export const createDirectory = (db: Database): Directory => ({
  remember: (registry, workdays) =>
    db.transaction().execute(async (trx) => {
      const rows = rowsOf(registry, workdays)
      for (const [table, key] of Object.entries(KEYS)) await putRows(trx, table, { rows: rows[table as keyof typeof KEYS], onConflict: { key } })
    }),
})

const rowsOf = ({ region, year, ...registry }: Registry, workdays: Workdays): Readonly<Record<keyof typeof KEYS, readonly object[]>> => ({
  region_name: [{ region, name_zh: registry.nameZh, name_en: registry.nameEn, invented: registry.invented ? 1 : 0, year }],
  bureau_name: registry.bureaus.map(({ id, nameZh, nameEn, duties }) => ({ region, bureau: id, name_zh: nameZh, name_en: nameEn, duties })),
  feed_name: registry.feeds.map(({ id, nameZh, format, schedule }) => ({ region, feed: id, name_zh: nameZh, format, schedule })),
  indicator: registry.indicators.map((each) => indicatorRow(region, each)),
  release_due: registry.indicators.flatMap((each) =>
    releasesOf(each, year, workdays).map(({ period, due }) => ({ region, indicator: each.id, period, due, year })),
  ),
})
