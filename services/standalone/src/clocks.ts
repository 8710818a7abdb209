import { type Day, daysBetween } from '@shixu/domain'
import type { Clock } from '@shixu/pipeline'

const ZONE = 'Asia/Shanghai'

/** The time of day at which a replayed day is lived: when offices are open. */
const OFFICE_HOUR = 9

/** The machine's clock, its day told in Asia/Shanghai whatever the machine's own zone. */
export const wallClock: Clock = {
  now: () => Date.now(),
  today: () => Temporal.Now.plainDateISO(ZONE).toString(),
}

/** A clock that stands still until it is set to another day. */
export const virtualClock = (start: Day): Clock & { set(day: Day): void } => {
  let day = start
  return {
    now: () => Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from({ hour: OFFICE_HOUR }) }).epochMilliseconds,
    today: () => day,
    set: (next) => {
      if (daysBetween(day, next) < 0) throw new RangeError(`The calendar does not go back from ${day} to ${next}.`)
      day = next
    },
  }
}
