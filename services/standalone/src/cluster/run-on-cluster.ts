import { openKafkaLog } from '@shixu/adapters/kafka'
import { createIngest } from '@shixu/pipeline'
import { wallClock } from '@shixu/runtime'
import type { Seed } from '@shixu/service'
import { feedsOf } from '../house.ts'
import { runErrand } from '../spool/run-errand.ts'
import type { Errand, Ran } from '../spool/spool.ts'
import type { Surroundings } from '../surroundings.ts'
import { withDatabase } from '../with-stores-read.ts'
import { askKafka } from './ask-kafka.ts'

/** Does errands straight on the topics and tables of a cluster, which many may write at a time. Answers what came of each, in their order. */
export const runOnCluster = (
  surroundings: Surroundings,
  { seed, errands }: { readonly seed: Seed; readonly errands: readonly Errand[] },
): Promise<readonly Ran[]> =>
  withDatabase(surroundings, async (stores) => {
    const log = await openKafkaLog(askKafka(surroundings))
    try {
      const state = { log, stores }
      const house = { state, calendar: wallClock, ingest: createIngest({ log, ...stores }), feeds: feedsOf({ seed, state, calendar: wallClock }) }
      const ran: Ran[] = []
      for (const errand of errands) ran.push(await runErrand(house, errand))
      return ran
    } finally {
      await log.close()
    }
  })
