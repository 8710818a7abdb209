import type { Ingested } from '@shixu/pipeline'
import { counter, type Logger, type Registry, scrapedGauge, serviceMetrics } from '@shixu/runtime'

/** What ingest tells of itself: each happening moves its metric and writes its line together. */
export interface Happenings {
  pulled(feed: string, documents: readonly Ingested[], seconds: number): void
  failed(feed: string, fault: unknown): void
  ingested(document: Ingested): void
}

interface Parts {
  readonly metrics: Registry
  readonly logger: Logger
  /** Milliseconds of the wall. */
  readonly now: () => number
}

export const createHappenings = ({ metrics, logger, now }: Parts): Happenings => {
  const { step } = serviceMetrics(metrics, { service: 'ingest', now })
  const observations = counter(metrics, {
    name: 'shixu_observations_total',
    help: 'Figures read from documents: appended, unchanged, missing or refused.',
    labels: ['result'],
  })
  const deadletters = counter(metrics, { name: 'shixu_deadletters_total', help: 'What was refused, by reason.', labels: ['reason'] })
  const failures = counter(metrics, { name: 'shixu_feed_failures_total', help: 'Pulls of a feed that failed.', labels: ['feed'] })
  const succeeded = lastTimes(metrics, { name: 'shixu_feed_last_success_timestamp_seconds', help: 'When a feed was last pulled without a fault.' })
  const failed = lastTimes(metrics, { name: 'shixu_feed_last_failure_timestamp_seconds', help: 'When a feed could last not be pulled.' })

  const ingested = ({ document, appended, unchanged, missing, refused }: Ingested): void => {
    observations.inc({ result: 'appended' }, appended)
    observations.inc({ result: 'unchanged' }, unchanged)
    observations.inc({ result: 'missing' }, missing.length)
    for (const [reason, count] of Object.entries(refused)) {
      observations.inc({ result: 'refused' }, count)
      deadletters.inc({ reason }, count)
    }
    logger.info(
      { feed: document.feed, document: document.name, day: document.receivedOn, appended, unchanged, missing: missing.length, refused },
      'document ingested',
    )
  }

  return {
    ingested,
    pulled: (feed, documents, seconds) => {
      succeeded(feed, now())
      step('ingest', seconds)
      documents.forEach(ingested)
    },
    failed: (feed, fault) => {
      failures.inc({ feed })
      failed(feed, now())
      logger.warn({ feed, err: fault }, 'feed could not be pulled')
    },
  }
}

/** When something last happened to each feed. */
const lastTimes = (metrics: Registry, naming: { readonly name: string; readonly help: string }) => {
  const times = new Map<string, number>()
  scrapedGauge(metrics, { ...naming, labels: ['feed'] }, () => [...times].map(([feed, at]) => [{ feed }, at / 1000] as const))
  return (feed: string, at: number): void => void times.set(feed, at)
}
