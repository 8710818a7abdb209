import { openKafkaLog } from '@shixu/adapters/kafka'
import type { Event } from '@shixu/domain'
import type { Surroundings } from '../surroundings.ts'
import { askKafka } from './ask-kafka.ts'

/** Whether the facts of this installation stand on a cluster, by the settings. */
export const isClustered = ({ environment }: Surroundings): boolean => (environment.SHIXU_KAFKA_BROKERS ?? '').trim() !== ''

/** Appends events to the topics of the cluster, each in its region's partition. They are safe when this answers. */
export const tellCluster = async (surroundings: Surroundings, events: readonly Event[]): Promise<void> => {
  const log = await openKafkaLog(askKafka(surroundings))
  try {
    await log.append(events)
  } finally {
    await log.close()
  }
}
