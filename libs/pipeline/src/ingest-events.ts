import { createHash } from 'node:crypto'
import { type Day, type DeadLetter, type Event, type Observation, type TargetDeclared, type TargetKey, targetKey, vintageKey } from '@shixu/domain'

/** Short and stable: the same parts give the same fingerprint on any machine. */
export const fingerprint = (...parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)

/** One vintage in the log. Saying it again gives the same id; another value under the same key replaces it. */
export const observationEvent = (observation: Observation): Event => ({
  topic: 'facts',
  region: observation.region,
  key: vintageKey(observation),
  id: `${vintageKey(observation)}#${observation.value}/${observation.bound}`,
  type: 'observation-published',
  data: observation,
})

/** One refusal in the log. The id is of document, place and reason: a document that is read twice tells of it once. */
export const letterEvent = (region: string, letter: DeadLetter): Event => ({
  topic: 'deadletters',
  region,
  key: letter.source,
  id: fingerprint(letter.source, letter.document ?? letter.sha256, letter.place, letter.code).slice(0, 16),
  type: 'dead-lettered',
  data: letter,
})

export const dayEvent = (region: string, day: Day): Event => ({
  topic: 'facts',
  region,
  key: `day/${day}`,
  id: `day/${day}/${region}`,
  type: 'day-began',
  data: { day },
})

/** A target with all that it is judged by, under a fingerprint of the whole. */
export const declaredEvent = (declared: TargetDeclared, mark: string): Event => ({
  topic: 'facts',
  region: declared.target.region,
  key: `target/${targetKey(declared.target)}`,
  id: `target/${targetKey(declared.target)}#${mark}`,
  type: 'target-declared',
  data: declared,
})

/** A tombstone: the target is gone. */
export const withdrawnEvent = (region: string, target: TargetKey): Event => ({
  topic: 'facts',
  region,
  key: `target/${target}`,
  id: `target/${target}#withdrawn`,
  type: 'target-declared',
  data: null,
})
