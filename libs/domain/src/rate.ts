/** At most `most` in any stretch of `inMs` milliseconds. */
export interface RateWindow {
  readonly most: number
  readonly inMs: number
}

/** What was taken, by the length of the window: the number of a grain of time and how many were taken in it, oldest first. */
export type RateTaken = Readonly<Record<string, readonly (readonly [grain: number, count: number])[]>>

export type RateTake = { readonly ok: true } | { readonly ok: false; readonly waitMs: number }

interface Asking {
  readonly windows: readonly RateWindow[]
  readonly n: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/** A window is told in so many grains, which bounds what has to be kept; a grain counts until its end has left the window, so that nobody ever gets too many. */
const GRAINS = 60

const grainOf = ({ inMs }: RateWindow): number => Math.ceil(inMs / GRAINS)

/** Takes `n` from all of the windows, or nothing and says how long to wait until they have room. Throws where they never will. */
export function takeRate(before: RateTaken, { windows, n, now }: Asking): { readonly take: RateTake; readonly taken: RateTaken } {
  const small = windows.find(({ most }) => most < n)
  if (small) throw new RangeError(`${n} at once are more than the ${small.most} that ${small.inMs} ms have room for: ask for fewer.`)
  const within = windows.map((window) => ({ window, grains: (before[window.inMs] ?? []).filter(([grain]) => isWithin(grain, window, now)) }))
  const waitMs = Math.max(0, ...within.map(({ window, grains }) => waitOf(grains, window, { n, now })))
  if (waitMs > 0) return { take: { ok: false, waitMs }, taken: before }
  return {
    take: { ok: true },
    taken: Object.fromEntries(within.map(({ window, grains }) => [window.inMs, added(grains, Math.floor(now / grainOf(window)), n)])),
  }
}

const leavesAt = (grain: number, window: RateWindow): number => (grain + 1) * grainOf(window) + window.inMs

/** What stands more than a window ahead was written before a clock was set back. */
const isWithin = (grain: number, window: RateWindow, now: number): boolean => leavesAt(grain, window) > now && grain * grainOf(window) <= now + window.inMs

function waitOf(grains: RateTaken[string], window: RateWindow, { n, now }: Omit<Asking, 'windows'>): number {
  let over = grains.reduce((sum, [, count]) => sum + count, n) - window.most
  for (const [grain, count] of grains) {
    if (over <= 0) return 0
    over -= count
    if (over <= 0) return leavesAt(grain, window) - now
  }
  return 0
}

function added(grains: RateTaken[string], grain: number, n: number): RateTaken[string] {
  const last = grains.at(-1)
  return last && last[0] >= grain ? [...grains.slice(0, -1), [last[0], last[1] + n]] : [...grains, [grain, n]]
}
