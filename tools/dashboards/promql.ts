/** Of the chosen region and year. A target that two evaluators show for a moment, while partitions change hands, counts once. */
export const ofTargets = (metric: string): string => `max by (region, year, target) (${metric}{region="$region",year="$year"})`

/** Joined with what the targets are, of which `which` chooses: `lead_bureau=~"$bureau"`. */
export const joinedWithInfo = (metric: string, which: string): string =>
  `${ofTargets(metric)} * on (region, year, target) group_left (name, lead_bureau) max by (region, year, target, name, lead_bureau) (shixu_target_info{${which}})`

const NUMBERS = { grey: 0, green: 1, yellow: 2, red: 3 } as const

/** How many targets have a light. */
export const countOf = (light: keyof typeof NUMBERS, which: string): string =>
  `count((${joinedWithInfo('shixu_target_light', which)}) == ${NUMBERS[light]}) or vector(0)`

/** How many a day, by labels. Each process counts what it did itself. */
export const perDay = (counter: string, by: string): string => `sum by (${by}) (rate(${counter}[$__rate_interval])) * 86400`

/** How often in the time that is shown; 0 where it never was. */
export const inRange = (counter: string): string => `sum(increase(${counter}[$__range])) or vector(0)`

/** Below this many seconds 95 % are. */
export const within = (histogram: string, by: string, range = '$__rate_interval'): string =>
  `histogram_quantile(0.95, sum by (${['le', by].filter(Boolean).join(', ')}) (rate(${histogram}_bucket[${range}])))`
