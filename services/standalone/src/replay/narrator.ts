import type { SqliteLog } from '@shixu/adapters/sqlite-log'
import { type Assessment, type Bureau, type Day, type Delivery, type Step, sayReason, type Target, targetKey } from '@shixu/domain'
import type { TargetState } from '@shixu/pipeline'
import type { Output } from '../output.ts'
import { STEPS_ZH } from '../print/alert-line.ts'
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

const deliveryLine = (day: Day, { outcome, recipient, bureau, channel, subject, code }: Delivery, bureaus: readonly Bureau[]): string => {
  const step = recipient.split('/').at(-1) as Step
  const reader = `${bureaus.find(({ id }) => id === bureau)?.nameZh ?? bureau} ${STEPS_ZH[step] ?? step}`
  return `${day}    → ${reader}  ${channel} ${outcome}${outcome === 'accepted' ? '' : ` (${code})`}  ${subject}`
}

/** Reads deliveries from the log, each once. */
const createDeliveryReader = (log: Parts['log']): (() => readonly Delivery[]) => {
  const next = new Map<number, number>()
  return () =>
    Array.from({ length: log.partitions }, (_, partition) => {
      const records = [...log.read('deliveries', { partition, from: next.get(partition) ?? 0 })]
      next.set(partition, (records.at(-1)?.offset ?? (next.get(partition) ?? 0) - 1) + 1)
      return records.flatMap(({ event }) => (event?.type === 'delivery-recorded' && event.data ? [event.data] : []))
    }).flat()
}

interface News {
  readonly target: Target
  readonly assessment: Assessment
}

/** Targets that turn grey, or end unknown, do so by the hundred on one day and for one kind of reason: they are told together. */
const TOGETHER = 3
const NAMED = 3

const togetherLine = (day: Day, news: readonly News[], output: Output): string => {
  const { light, outcome } = news[0]!.assessment
  const reasons = new Set(news.map(({ assessment }) => sayReason(assessment.reason).zh))
  const why = reasons.size === 1 ? `  ${[...reasons][0]}` : ''
  const names = news.slice(0, NAMED).map(({ target }) => target.nameZh)
  const words = [sayLight(light, output.terminal), outcome === null ? '' : sayOutcome(outcome)].filter((word) => word !== '')
  return `${day}  ${words.join(' ')}  ${news.length}项：${names.join('、')}${news.length > NAMED ? '等' : ''}${why}`
}

/** The lines of one day's news. */
const linesOf = (day: Day, news: readonly News[], output: Output): readonly string[] => {
  const kinds = Map.groupBy(news, ({ target, assessment }) =>
    assessment.light === 'grey' ? `${verdictOf(assessment)} ${assessment.reason.code}` : targetKey(target),
  )
  return [...kinds.values()].flatMap((same) =>
    same.length > TOGETHER ? [togetherLine(day, same, output)] : same.map(({ target, assessment }) => verdictLine(day, target, { assessment, output })),
  )
}

interface Parts {
  readonly log: Pick<SqliteLog, 'partitions' | 'read'>
  readonly output: Output
  readonly bureaus: readonly Bureau[]
}

export const createNarrator = ({ log, output, bureaus }: Parts): Narrator => {
  const told = new Map<string, string>()
  const newDeliveries = createDeliveryReader(log)
  const isNews = ({ target, assessment }: News): boolean => {
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
      const standing = [...states].flatMap(({ declared, assessment }) => (assessment === null ? [] : [{ target: declared.target, assessment }]))
      for (const line of linesOf(day, standing.filter(isNews), output)) output.say(line)
      for (const delivery of newDeliveries()) output.say(deliveryLine(day, delivery, bureaus))
    },
  }
}
