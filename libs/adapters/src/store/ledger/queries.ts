import type { AlertEvent, Command, Day, Delivery, Observation, TargetAssessed, TargetDeclared, TargetKey, Yellow } from '@shixu/domain'
import { type Kysely, sql } from 'kysely'
import { judgementOf } from './judgement-row.ts'
import type { CommandRow, DeliveryRow, LedgerTables, VintageRow } from './tables.ts'

/** What people ask of the ledger. Everything comes as it stood in the log. */
export interface LedgerQueries {
  /** The newest declaration of each target of a year; `declared` is null where it was withdrawn. */
  targetsOf(region: string, year: number): Promise<readonly { readonly target: TargetKey; readonly declared: TargetDeclared | null }[]>
  /** The newest judgement of each target at each period of a year, in order of target and period. */
  assessmentsOf(region: string, year: number): Promise<readonly TargetAssessed[]>
  /** All that ever happened to a target's alerts, in order. `id` is what deliveries cover. */
  alertsOf(target: TargetKey): Promise<readonly (AlertEvent & { readonly id: string })[]>
  commandsOf(target: TargetKey): Promise<readonly Command[]>
  /** Tries, in order of day, notice and attempt. An absent field asks for all. */
  deliveriesOf(which: { readonly bureau?: string; readonly since?: Day; readonly target?: TargetKey }): Promise<readonly Delivery[]>
  /** Targets of a region that stand yellow at their newest period, in the newest year that it has. */
  yellowOf(region: string): Promise<readonly Yellow[]>
  /** Every vintage of an indicator, in order of period and publication. */
  vintagesOf(region: string, indicator: string): Promise<readonly Observation[]>
}

type Ledger = Kysely<LedgerTables>

export const createQueries = (db: Ledger): LedgerQueries => ({
  targetsOf: async (region, year) =>
    (await newestVersions(db, { region, year })).map(({ target, body }) => ({ target, declared: body === null ? null : JSON.parse(body) })),
  assessmentsOf: async (region, year) => (await newestAssessments(db, { region, year })).map(judgementOf),
  alertsOf: async (target) => {
    const rows = await db
      .selectFrom('alert_event')
      .select(['id', 'body'])
      .where('target', '=', target)
      .orderBy('seq_offset')
      .orderBy('seq_ordinal')
      .orderBy('kind')
      .execute()
    return rows.map(({ id, body }) => ({ ...(JSON.parse(body) as AlertEvent), id }))
  },
  commandsOf: async (target) => (await db.selectFrom('command').selectAll().where('target', '=', target).orderBy('log_offset').execute()).map(commandOf),
  deliveriesOf: async (which) => (await selectDeliveries(db, which).execute()).map(deliveryOf),
  yellowOf: (region) => yellowOf(db, region),
  vintagesOf: async (region, indicator) => (await selectVintages(db, { region, indicator }).execute()).map(observationOf),
})

async function yellowOf(db: Ledger, region: string): Promise<readonly Yellow[]> {
  const newest = db
    .selectFrom('assessment')
    .select(['year', 'target', 'light', 'outcome'])
    .select(sql<number>`row_number() over (partition by year, target order by period desc, seq_offset desc, seq_ordinal desc)`.as('age'))
    .where('region', '=', region)
  const rows = await db
    .selectFrom('target')
    .innerJoin(newest.as('newest'), (join) => join.onRef('newest.year', '=', 'target.year').onRef('newest.target', '=', 'target.target'))
    .select(['target.target', 'target.name_zh', 'target.lead_bureau'])
    .where('target.region', '=', region)
    .where('target.year', '=', (years) => years.selectFrom('target as each').select(sql<number>`max(year)`.as('year')).where('each.region', '=', region))
    .where('target.withdrawn', '=', 0)
    .where('newest.age', '=', 1)
    .where('newest.light', '=', 'yellow')
    .where('newest.outcome', 'is', null)
    .orderBy('target.target')
    .execute()
  return rows.map(({ target, name_zh, lead_bureau }) => ({ target, nameZh: name_zh, lead: lead_bureau }))
}

interface RegionYear {
  readonly region: string
  readonly year: number
}

const newestVersions = (db: Ledger, { region, year }: RegionYear) =>
  db
    .selectFrom((from) =>
      from
        .selectFrom('target_version')
        .select(['target', 'body', sql<number>`row_number() over (partition by target order by log_offset desc)`.as('age')])
        .where('region', '=', region)
        .where('year', '=', year)
        .as('version'),
    )
    .select(['target', 'body'])
    .where('age', '=', 1)
    .orderBy('target')
    .execute()

const newestAssessments = (db: Ledger, { region, year }: RegionYear) =>
  db
    .selectFrom((from) =>
      from
        .selectFrom('assessment')
        .selectAll()
        .select(sql<number>`row_number() over (partition by target, period order by seq_offset desc, seq_ordinal desc)`.as('age'))
        .where('region', '=', region)
        .where('year', '=', year)
        .as('judged'),
    )
    .selectAll()
    .where('age', '=', 1)
    .orderBy('target')
    .orderBy('period')
    .execute()

const selectDeliveries = (db: Ledger, { bureau, since, target }: { bureau?: string; since?: Day; target?: TargetKey }) => {
  const told = (about: TargetKey) =>
    db
      .selectFrom('delivery_cover')
      .innerJoin('alert_event', 'alert_event.id', 'delivery_cover.alert_event')
      .select('delivery_cover.delivery')
      .where('alert_event.target', '=', about)
  return db
    .selectFrom('delivery')
    .selectAll()
    .$if(bureau !== undefined, (query) => query.where('bureau', '=', bureau!))
    .$if(since !== undefined, (query) => query.where('day', '>=', since!))
    .$if(target !== undefined, (query) => query.where('id', 'in', told(target!)))
    .orderBy('day')
    .orderBy('notice')
    .orderBy('attempt')
}

const selectVintages = (db: Ledger, { region, indicator }: { region: string; indicator: string }) =>
  db
    .selectFrom('vintage')
    .selectAll()
    .where('region', '=', region)
    .where('indicator', '=', indicator)
    .orderBy('period')
    .orderBy('published')
    .orderBy('measure')
    .orderBy('bound')

const commandOf = ({ id, kind, target, given_by, reason, until }: CommandRow): Command => ({
  id,
  kind: kind as Command['kind'],
  target,
  by: given_by,
  reason,
  until,
})

const deliveryOf = ({ id: _id, region: _region, covers, duration_ms, outcome, ...rest }: DeliveryRow): Delivery => ({
  ...rest,
  covers: JSON.parse(covers),
  outcome: outcome as Delivery['outcome'],
  durationMs: duration_ms,
})

const observationOf = (row: VintageRow): Observation => ({
  region: row.region,
  indicator: row.indicator,
  period: row.period,
  measure: row.measure as Observation['measure'],
  coverage: row.coverage as Observation['coverage'],
  value: row.value,
  unit: row.unit,
  step: row.step,
  written: row.written,
  bound: row.bound as Observation['bound'],
  published: row.published,
  publishedBasis: row.published_basis as Observation['publishedBasis'],
  basis: row.basis,
  source: row.source,
  ...(row.done_on === null ? {} : { doneOn: row.done_on }),
  ...(row.reported_by === null ? {} : { reportedBy: row.reported_by }),
  ...(row.evidence === null ? {} : { evidence: row.evidence }),
})
