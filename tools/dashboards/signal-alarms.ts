import { leads, toSignalOf } from './links.ts'
import { HIDDEN, unit } from './looks.ts'
import { KINDS } from './names.ts'
import { table } from './panels.ts'
import { rows } from './queries.ts'
import { worded } from './sql.ts'

/** Each target with what its pace alerts did and how its year ended: `raised` is 1 where it was ever red. */
const ENDED = (of: string): string => `
select t.region, t.year, t.target, t.kind, t.outcome, case when a.first_red is null then 0 else 1 end as raised,
  make_date(t.year, 12, 31) - a.first_red::date as lead_days
from target_now t
left join (select target, min(day) as first_red from alert_history where alert_kind = 'pace' and event = 'raised' group by target) a on a.target = t.target
where ${of}`

const MEASURES = `
count(*) filter (where outcome in ('met', 'missed')) as "结果已知",
count(*) filter (where outcome = 'met') as "已完成",
count(*) filter (where outcome = 'missed') as "未完成",
count(*) filter (where outcome = 'met' and raised = 1) as "误报",
count(*) filter (where outcome = 'missed' and raised = 0) as "漏报",
count(*) filter (where outcome = 'met' and raised = 1)::double precision / nullif(count(*) filter (where outcome = 'met'), 0) as "误报率",
count(*) filter (where outcome = 'missed' and raised = 1)::double precision / nullif(count(*) filter (where outcome = 'missed'), 0) as "命中率",
percentile_cont(0.5) within group (order by lead_days) filter (where outcome = 'missed') as "提前天数"`

const THIS_YEAR = 't.region = ${region:sqlstring} and t.year = ${year:sqlstring}'

export const SUMMARY = `select ${MEASURES.trim()} from (${ENDED(THIS_YEAR).trim()}) ended`

const RATES = { 误报率: [unit('percentunit')], 命中率: [unit('percentunit')], 提前天数: [unit('suffix:天')] }

const BY_KIND = `select ${worded('kind', KINDS)} as "类型", ${MEASURES.trim()} from (${ENDED(THIS_YEAR).trim()}) ended group by kind order by 2 desc`

export const alarms = table(
  { title: '误报与漏报，按类型', about: '命中率是未完成的目标里亮过红灯的份额；提前天数是其中位数。', span: 24, height: 8, empty: '还没有一项结果已知' },
  { asks: [rows(BY_KIND)], looks: RATES },
)

const BY_YEAR = `
select year as "年度", ${MEASURES.trim()}, count(*) as "目标数", count(*) filter (where outcome = 'unknown') as "结果未知", year as year_id
from (${ENDED('t.region = ${region:sqlstring}').trim()}) ended group by year order by year desc`

export const byYear = table(
  { title: '逐年比较', about: '一年一行；结果随着全年数字公布而变全。点年度看那一年。', span: 24, height: 7 },
  { asks: [rows(BY_YEAR)], looks: { ...RATES, 年度: [leads(toSignalOf), unit('none')], year_id: HIDDEN } },
)
