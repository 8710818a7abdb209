/** Of the chosen region and year. */
const CHOSEN = 'region="$region",year="$year"'

/** A metric of the targets that `which` chooses (`lead_bureau=~"$bureau"`), with their names. A target that two evaluators show for a moment, while partitions change hands, counts once. */
const ofTargets = (metric: string, which: string, at = ''): string =>
  `max by (region, year, target) (${metric}{${CHOSEN}}${at}) * on (region, year, target) group_left (name) shixu:target:info{${CHOSEN},${which}}${at}`

/** The course of those that are lowest at the end of the time that is shown. */
export const lowestAtTheEnd = (count: number, metric: string, which: string): string =>
  `(${ofTargets(metric, which)}) and on (region, year, target) bottomk(${count}, ${ofTargets(metric, which, ' @ end()')})`

const NUMBERS = { grey: 0, green: 1, yellow: 2, red: 3 } as const

/** How many targets have a light. */
export const countOf = (light: keyof typeof NUMBERS, which: string): string =>
  `count(shixu:target_light:known{${CHOSEN},${which}} == ${NUMBERS[light]}) or vector(0)`

/** What deploy/prometheus/rules records of the region and year. */
export const recorded = (name: string, which = ''): string => `${name}{${[CHOSEN, which].filter(Boolean).join(',')}}`

/** How many a day, by labels. Each process counts what it did itself. */
export const perDay = (counter: string, by: string): string => `sum by (${by}) (rate(${counter}[$__rate_interval])) * 86400`

/** How often in the time that is shown; 0 where it never was. */
export const inRange = (counter: string): string => `sum(increase(${counter}[$__range])) or vector(0)`

/** Below this many seconds 95 % are. */
export const within = (histogram: string, by: string, range = '$__rate_interval'): string =>
  `histogram_quantile(0.95, sum by (${['le', by].filter(Boolean).join(', ')}) (rate(${histogram}_bucket[${range}])))`
