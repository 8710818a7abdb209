import type { SqliteLog } from '@shixu/adapters/sqlite-log'
import { type Assessment, type Day, type Delivery, sayReason, type Target, type TargetDeclared, targetKey } from '@shixu/domain'
import type { TargetState } from '@shixu/pipeline'
import type { Output } from '../output.ts'
import { sayLight, sayOutcome } from '../print/light.ts'

/** Tells a replay as it goes: verdicts that changed, and what was sent to whom. */
export interface Narrator {
  /** Takes what stands as told already. */
  catchUp(states: Iterable<TargetState>): void
  tell(day: Day, states: Iterable<TargetState>): void
}

const verdictOf = ({ light, outcome }: Assessment): string => `${light}/${outcome ?? ''}`

const verdictLine = (day: Day, target: Target, { assessment, output }: { assessment: Assessment; output: Output }): string => {
  const outcome = assessment.outcome === null ? '' : ` ${sayOutcome(assessment.outcome)}`
  return `${day}  ${sayLight(assessment.light, output.terminal)}${outcome}  ${target.nameZh}  ${sayReason(assessment.reason).zh}`
}

const deliveryLine = (day: Day, { outcome, recipient, channel, subject, code }: Delivery): string =>
  `${day}    → ${recipient}  ${channel} ${outcome}${outcome === 'accepted' ? '' : ` (${code})`}  ${subject}`

/** Reads deliveries from the log, each once. */
const createDeliveryReader = (log: SqliteLog): (() => readonly Delivery[]) => {
  const next = new Map<number, number>()
  return () =>
    Array.from({ length: log.partitions }, (_, partition) => {
      const records = [...log.read('deliveries', { partition, from: next.get(partition) ?? 0 })]
      next.set(partition, (records.at(-1)?.offset ?? (next.get(partition) ?? 0) - 1) + 1)
      return records.flatMap(({ event }) => (event?.type === 'delivery-recorded' && event.data ? [event.data] : []))
    }).flat()
}

export const createNarrator = ({ log, output }: { readonly log: SqliteLog; readonly output: Output }): Narrator => {
  const told = new Map<string, string>()
  const newDeliveries = createDeliveryReader(log)
  const isNews = ({ target }: TargetDeclared, assessment: Assessment): boolean => {
    const key = targetKey(target)
    const known = told.get(key)
    const verdict = verdictOf(assessment)
    told.set(key, verdict)
    return known === undefined ? assessment.light !== 'grey' : known !== verdict
  }
  return {
    catchUp: (states) => {
      for (const state of states) if (state.assessment) told.set(targetKey(state.declared.target), verdictOf(state.assessment))
      newDeliveries()
    },
    tell: (day, states) => {
      for (const state of states) {
        if (state.assessment && isNews(state.declared, state.assessment))
          output.say(verdictLine(day, state.declared.target, { assessment: state.assessment, output }))
      }
      for (const delivery of newDeliveries()) output.say(deliveryLine(day, delivery))
    },
  }
}
