const ZONE = 'Asia/Shanghai'

/** The time of day at which a replayed day is lived: when offices are open. */
const OFFICE_HOUR = 9

/** Milliseconds since 1970, and the day (`2024-07-01`) in Asia/Shanghai. */
interface Clock {
  now(): number
  today(): string
}

/** Seconds since 1970 at which a day (`2024-07-01`) begins in Asia/Shanghai. */
export const secondsAt = (day: string): number => Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds / 1000

/** The machine's clock, its day told in Asia/Shanghai whatever the machine's own zone. */
export const wallClock: Clock = {
  now: () => Date.now(),
  today: () => Temporal.Now.plainDateISO(ZONE).toString(),
}

/** A clock that stands still until it is set to another day. */
export const virtualClock = (start: string): Clock & { set(day: string): void } => {
  let day = start
  return {
    now: () => Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from({ hour: OFFICE_HOUR }) }).epochMilliseconds,
    today: () => day,
    set: (next) => {
      if (Temporal.PlainDate.compare(day, next) > 0) throw new RangeError(`The calendar does not go back from ${day} to ${next}.`)
      day = next
    },
  }
}
