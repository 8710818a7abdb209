import { connectionFrom, type KafkaConnection, type KafkaSettings } from '@shixu/adapters/kafka'
import { EnvironmentFault } from '@shixu/runtime'

/** The connection that the settings describe, with the files that they name. Throws an `EnvironmentFault` where something of them is lacking. */
export const kafkaConnection = (settings: KafkaSettings, service: string): KafkaConnection => {
  try {
    return connectionFrom(settings, `shixu-${service}`)
  } catch (cause) {
    throw new EnvironmentFault(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
