import { EVENT_TYPES, type EventType } from '@shixu/domain'

/** What stands as `ce_type` on the wire: the type and the version of its body, `shixu.observation-published.v1`. */
export const WIRE_TYPES = Object.fromEntries(EVENT_TYPES.map((type) => [type, `shixu.${type}.v1`])) as Readonly<Record<EventType, string>>
