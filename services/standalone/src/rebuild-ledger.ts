import { openKafkaLog } from '@shixu/adapters/kafka'
import type { Rebuilt } from '@shixu/adapters/store'
import { untilSignalled } from '@shixu/runtime'
import { readSeed } from '@shixu/service'
import { askKafka } from './cluster/ask-kafka.ts'
import { isClustered } from './cluster/tell-cluster.ts'
import { withWholeTopics } from './cluster/whole-topics.ts'
import { CommandFault } from './command-fault.ts'
import type { Output } from './output.ts'
import { handIn } from './spool/hand-in.ts'
import type { Surroundings } from './surroundings.ts'
import { hasDatabase, withDatabase } from './with-stores-read.ts'

/** How often progress is told where nobody looks at a terminal. */
const TELL_EVERY_MS = 10_000

const watched = (output: Output) => {
  let told = Date.now()
  return (records: number): void => {
    const line = `${records} records were read`
    output.progress(line)
    if (output.terminal || Date.now() < told + TELL_EVERY_MS) return
    told = Date.now()
    output.tell(line)
  }
}

const onCluster = (surroundings: Surroundings): Promise<Rebuilt> => {
  if (!hasDatabase(surroundings)) throw new CommandFault('usage', 'SHIXU_DATABASE_URL is not set: the ledger of a cluster is in PostgreSQL.')
  return withDatabase(surroundings, async (stores) => {
    const log = await openKafkaLog(askKafka(surroundings))
    const signal = untilSignalled()
    try {
      return await withWholeTopics(log, signal, (whole) => stores.rebuild(whole, watched(surroundings.output)))
    } catch (fault) {
      throw signal.aborted ? new CommandFault('interrupted', 'stopped; the ledger is as it was', { cause: fault }) : fault
    } finally {
      surroundings.output.end()
      await log.close()
    }
  })
}

/** By the running service, or here where none runs: the tables have one writer. */
const onOneMachine = async (surroundings: Surroundings, region: string): Promise<Rebuilt> => {
  const seed = readSeed(surroundings.settings.seeds, region)
  const said = await handIn(surroundings, { seed, errand: { errand: 'rebuild-ledger' } })
  if (!said.startsWith('{')) throw new CommandFault('state', said)
  return JSON.parse(said) as Rebuilt
}

/** Makes the ledger anew from the whole log: that of the cluster which the settings name, else that of the region's state. */
export const rebuildLedger = (surroundings: Surroundings, region: string): Promise<Rebuilt> => {
  if (isClustered(surroundings)) return onCluster(surroundings)
  if (hasDatabase(surroundings))
    throw new CommandFault('usage', 'SHIXU_KAFKA_BROKERS is not set: the log that the ledger in PostgreSQL is made from is on Kafka.')
  return onOneMachine(surroundings, region)
}
