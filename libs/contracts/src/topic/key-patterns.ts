import type { EventType } from '@shixu/domain'

const WORD = '[^/\\s]+'
const DAY = '\\d{4}-\\d{2}-\\d{2}'
const MONTH = '\\d{4}-\\d{2}'
const TARGET = `${WORD}/\\d{4}/${WORD}`

/** The form of each type's key, as a regular expression. The keys themselves are made in the core. */
export const KEY_PATTERNS: Readonly<Record<EventType, string>> = {
  'target-declared': `^target/${TARGET}$`,
  'observation-published': `^observation/${WORD}/${WORD}/${MONTH}/${WORD}/${WORD}/${DAY}(/${WORD})?$`,
  'command-given': `^command/${WORD}$`,
  'day-began': `^day/${DAY}$`,
  'target-assessed': `^${TARGET}/(${MONTH}|-)$`,
  'alert-changed': `^${TARGET}/${WORD}$`,
  'delivery-recorded': '^.+$',
  'dead-lettered': '^.+$',
}

/** What the key of each type is made of. */
export const KEY_WORDS: Readonly<Record<EventType, string>> = {
  'target-declared': 'target/region/year/id',
  'observation-published': 'observation/region/indicator/period/measure/coverage/published, and the bound of a figure that is not exact',
  'command-given': 'command/id',
  'day-began': 'day/date',
  'target-assessed': 'region/year/id/period, and - for the period of a target that is not judged yet',
  'alert-changed': 'region/year/id/kind of alert',
  'delivery-recorded': 'the id of the notice',
  'dead-lettered': 'the source: a feed, a command or a topic',
}
