import { addDays, type Day, daysBetween, isWeekend, type Workdays } from '@shixu/domain'
import { stringify } from 'yaml'

/** What Alertmanager calls a time interval, as far as days are told here: days of one month, in the offices' time. */
export interface DaysOfMonth {
  readonly years: readonly [string]
  readonly months: readonly [string]
  readonly days_of_month: readonly string[]
  readonly location: 'Asia/Shanghai'
}

/** Days at which plain weekends are wrong. */
export interface Exceptions {
  /** Mondays to Fridays that are off. */
  readonly holidays: readonly DaysOfMonth[]
  /** Saturdays and Sundays that are worked (调休). */
  readonly worked: readonly DaysOfMonth[]
}

const runsOf = (days: readonly number[]): readonly string[] => {
  const runs: [first: number, last: number][] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run?.[1] === day - 1) run[1] = day
    else runs.push([day, day])
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}:${last}`))
}

const byMonth = (days: readonly Day[]): readonly DaysOfMonth[] =>
  [...Map.groupBy(days, (day) => day.slice(0, 7))].map(([month, those]) => ({
    years: [month.slice(0, 4)],
    months: [String(Number(month.slice(5)))],
    days_of_month: runsOf(those.map((day) => Number(day.slice(8)))),
    location: 'Asia/Shanghai',
  }))

/** The exceptions of the last year that the calendar knows and of the one before: what is over for longer decides nothing any more. */
export const exceptionsOf = ({ isWorkday, knownUntil }: Workdays): Exceptions => {
  const first = `${Number(knownUntil.slice(0, 4)) - 1}-01-01`
  const days = Array.from({ length: daysBetween(first, knownUntil) + 1 }, (_, index) => addDays(first, index))
  return {
    holidays: byMonth(days.filter((day) => !(isWeekend(day) || isWorkday(day)))),
    worked: byMonth(days.filter((day) => isWeekend(day) && isWorkday(day))),
  }
}

const OFFICE_HOURS = [{ start_time: '08:30', end_time: '18:00' }]
const SECTION = /^( *)# <made by npm run docs>$[\s\S]*?^ *# <\/made>$/mu

/** An alertmanager.yml with its section of holidays and worked weekends written anew. Throws where the file has no such section. */
export const withWorkdays = (config: string, workdays: Workdays): string => {
  const [, margin = ''] = SECTION.exec(config) ?? []
  if (!SECTION.test(config)) throw new Error('it has no section between "# <made by npm run docs>" and "# </made>"')
  const { holidays, worked } = exceptionsOf(workdays)
  const lines = [
    '# <made by npm run docs>',
    `# As the State Council set them, up to ${workdays.knownUntil}; after that, weekends alone.`,
    ...interval('holidays', holidays),
    ...interval(
      'worked-weekends',
      worked.map((days) => ({ ...days, times: OFFICE_HOURS })),
    ),
    '# </made>',
  ]
  return config.replace(SECTION, lines.map((line) => `${margin}${line}`).join('\n'))
}

/** A line a month, in double quotes: 16:20 is a number to some readers of YAML. */
const interval = (name: string, entries: readonly object[]): readonly string[] => [
  `- name: ${name}`,
  '  time_intervals:',
  ...entries.map(
    (entry) => `    - ${stringify(entry, { collectionStyle: 'flow', defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 }).trim()}`,
  ),
]
