import type { TargetState } from '@shixu/pipeline'
import { answerWords } from './alert-line.ts'

/** What people said of a target and holds today: a silence, and promises for alerts that go on. */
export const answeredOf = ({ silence, alerts }: TargetState): string => {
  const promises = alerts.flatMap(({ status, acknowledged }) =>
    status === 'over' || acknowledged === null ? [] : [answerWords({ kind: 'acknowledge', ...acknowledged })],
  )
  return [...(silence === null ? [] : [answerWords(silence)]), ...new Set(promises)].join('；')
}
