import type { Channel, Clock } from '@shixu/pipeline/ports'
import { type AlertBody, alertBody } from './alert-body.ts'
import { ALERTMANAGER_FATES, receiptOf } from './codes.ts'
import { instanceAt, postAlerts } from './post-alerts.ts'

export interface AlertmanagerOptions {
  /** The addresses of every instance of the cluster: they tell one another of notifications, and not of alerts. */
  readonly urls: readonly string[]
  /** Address of a target's page, with `{region}`, `{year}` and `{target}`. */
  readonly page: string
  readonly wall: Pick<Clock, 'now'>
  /** Hears what the instances are asked and answer, secrets blanked. */
  readonly transcript?: (line: string) => void
}

/** Shows on screens which alerts stand, through every instance of Alertmanager. It keeps states and no messages: telling one again changes nothing, and what is not told again is over within minutes. */
export const createAlertmanager = ({ urls, page, wall, transcript }: AlertmanagerOptions): Channel & Required<Pick<Channel, 'keep'>> => {
  const instances = urls.map((url) => instanceAt(url, transcript))
  const post = async (alerts: readonly AlertBody[], signal: AbortSignal) =>
    receiptOf(await Promise.all(instances.map((instance) => postAlerts(instance, alerts, signal))))
  return {
    name: 'alertmanager',
    deduplicates: true,
    deliver: async ({ alerts, id }, signal) => {
      const { words, ...fate } = ALERTMANAGER_FATES['no-alerts']
      if (alerts.length === 0) return { ...fate, code: 'no-alerts', text: `${id}: ${words}` }
      return post(
        alerts.map((event) => alertBody(event, { now: wall.now(), page })),
        signal,
      )
    },
    keep: (standing, signal) =>
      post(
        standing.map(({ event, overAt }) => alertBody(event, { now: wall.now(), page, ...(overAt !== undefined && { overAt }) })),
        signal,
      ),
  }
}
