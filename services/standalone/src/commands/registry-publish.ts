import { KAFKA_SETTINGS, openKafkaLog } from '@shixu/adapters/kafka'
import { openStores, type Stores } from '@shixu/adapters/store'
import { createIngest, type Ingest, oneAtATime } from '@shixu/pipeline'
import { readEnv, untilSignalled } from '@shixu/runtime'
import { DATABASE, processName, readSeed, type Seed } from '@shixu/service'
import { askKafka } from '../cluster/ask-kafka.ts'
import type { Surroundings } from '../surroundings.ts'

/** Shows what of a registry is new, changed or gone against what stands declared; and declares it where it is to be written. */
export const publishRegistry = async (surroundings: Surroundings, name: string, { write }: { readonly write: boolean }): Promise<void> => {
  const { settings, environment, output } = surroundings
  const seed = readSeed(settings.seeds, name)
  const { databaseUrl } = readEnv({ ...KAFKA_SETTINGS, ...DATABASE }, environment)
  const stores = await openStores(databaseUrl)
  try {
    if (write) return await declare(surroundings, { seed, stores })
    const nothing = { append: () => Promise.reject(new Error('nothing is written')) }
    const differences = await tellDifference(surroundings, createIngest({ log: nothing, ...stores }), seed)
    if (differences > 0) output.tell('nothing was written; --yes does it')
  } finally {
    await stores.close()
  }
}

/** In turns with ingest, which declares what is new to it when it starts. */
const declare = async (surroundings: Surroundings, { seed, stores }: { readonly seed: Seed; readonly stores: Stores }): Promise<void> => {
  const log = await openKafkaLog(askKafka(surroundings))
  const turn = { name: `registry ${seed.name}`, signal: untilSignalled() }
  try {
    const ingest = createIngest({ log, ...stores })
    const work = async () => {
      await tellDifference(surroundings, ingest, seed)
      const { declared, withdrawn } = await ingest.declareRegistry(seed.registry)
      surroundings.output.tell(`${declared} declared, ${withdrawn} withdrawn`)
    }
    // Another that was at it may have had older files.
    while (!turn.signal.aborted && !(await oneAtATime({ leases: stores.leases, holder: processName() }, turn, work)));
  } finally {
    await log.close()
  }
}

const tellDifference = async ({ output }: Surroundings, ingest: Ingest, { registry }: Seed): Promise<number> => {
  const { added, changed, withdrawn } = await ingest.difference(registry)
  const lines = [...added.map((key) => `new        ${key}`), ...changed.map((key) => `changed    ${key}`), ...withdrawn.map((key) => `withdrawn  ${key}`)]
  lines.forEach(output.say)
  if (lines.length === 0) output.say(`${registry.nameZh} ${registry.year} stands declared as it is in the files`)
  return lines.length
}
