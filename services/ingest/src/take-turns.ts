import { setTimeout as wait } from 'node:timers/promises'
import { runSchedule } from '@shixu/adapters/schedule'
import type { Day } from '@shixu/domain'
import { type LeaseParts, oneAtATime } from '@shixu/pipeline'
import { type Logger, wallClock } from '@shixu/runtime'
import type { Seed } from '@shixu/service'
import type { IngestService } from './ingest-service.ts'
import type { Source, Sources } from './sources.ts'

export interface Turns extends LeaseParts {
  readonly seeds: readonly Seed[]
  readonly feeds: readonly Source[]
  readonly look: Sources['look']
  readonly ingest: IngestService
  readonly logger: Logger
}

/** After a fault of the store that keeps the leases, in milliseconds. */
const AGAIN_MS = 10_000

/**
 * Until the signal: registries of which nothing stands declared are declared, days begin, and each feed is pulled at its times. Any number of processes may do this side by side:
 * whatever one of them is at, the others leave to it, and take over where it vanishes.
 */
export const takeTurns = async (turns: Turns, signal: AbortSignal): Promise<void> => {
  const { seeds, feeds, look, ingest, logger } = turns
  const regions = [...new Set(seeds.map(({ registry }) => registry.region))]
  const byId = new Map(feeds.map((feed) => [feed.id, feed]))
  for (const seed of seeds) await turn(turns, { name: `registry ${seed.name}`, signal }, () => declare(turns, seed))
  let begun: Day | null = null
  await runSchedule(
    {
      feeds,
      pull: async (id, stop) => {
        await turn(turns, { name: `feed ${id}`, signal: stop }, async (mine) => void (await ingest.tryPull(byId.get(id)!, mine)))
        await look(id)
      },
      beginDays: async (upTo) => {
        if (begun !== upTo) await turn(turns, { name: 'days', signal }, async () => void (await ingest.beginDays(regions, upTo)))
        begun = upTo
      },
      clock: wallClock,
      failed: (feed, cause) => logger.error({ feed, err: cause }, 'a scheduled run failed'),
    },
    signal,
  )
}

/** What stands declared already changes by a command that shows the difference first; a process that starts with older files would take it back. */
const declare = async ({ ingest, logger }: Turns, { name, registry }: Seed): Promise<void> => {
  const { added, changed, withdrawn } = await ingest.declareFirst(registry)
  if (added.length + changed.length + withdrawn.length > 0)
    logger.warn(
      { registry: name, added: added.length, changed: changed.length, withdrawn: withdrawn.length },
      'the files differ from what stands declared: see "shixu registry publish"',
    )
}

interface Turn {
  readonly name: string
  readonly signal: AbortSignal
}

/** A turn is not lost to a store that is away for a while. */
const turn = async (turns: Turns, { name, signal }: Turn, work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
  while (!signal.aborted) {
    try {
      await oneAtATime(turns, { name, signal }, work)
      return
    } catch (fault) {
      if (signal.aborted) return
      turns.logger.error({ turn: name, err: fault }, 'a turn failed; trying on')
      await wait(AGAIN_MS, undefined, { signal }).catch(() => undefined)
    }
  }
}
