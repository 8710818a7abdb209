import { KAFKA_SETTINGS, type KafkaConnection } from '@shixu/adapters/kafka'
import { readEnv, wallClock } from '@shixu/runtime'
import { kafkaConnection } from '@shixu/service'
import type { Surroundings } from '../surroundings.ts'

export interface KafkaClient {
  readonly connection: KafkaConnection
  readonly prefix: string
  readonly log: () => void
  readonly now: () => number
}

/** How commands reach the cluster: by the same settings as the services. What kafkajs remarks is not told; what is wrong is thrown. */
export const askKafka = ({ environment }: Surroundings): KafkaClient => {
  const settings = readEnv(KAFKA_SETTINGS, environment)
  return { connection: kafkaConnection(settings, 'command'), prefix: settings.kafkaPrefix, log: () => undefined, now: wallClock.now }
}
