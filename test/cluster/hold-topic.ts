import kafkajs from 'kafkajs'

/**
 * Has brokers of which one of three is away refuse what is written to one topic, and take it again when the returned function is called: all three copies are demanded, and then two as before.
 * Whatever else stands in the same request is written and acknowledged.
 */
export const holdTopic = async (brokers: readonly string[], name: string): Promise<() => Promise<void>> => {
  const admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  const type = kafkajs.ConfigResourceTypes.TOPIC
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type, name }] })
  // A change puts the whole set in the place of what was there.
  const own = (resources[0]?.configEntries ?? []).filter(({ isDefault }) => !isDefault).map(({ configName, configValue }) => [configName, configValue] as const)
  const demand = async (copies: string): Promise<void> => {
    const entries = Object.entries({ ...Object.fromEntries(own), 'min.insync.replicas': copies })
    const configEntries = entries.map(([key, value]) => ({ name: key, value }))
    await admin.alterConfigs({ validateOnly: false, resources: [{ type, name, configEntries }] })
  }
  await demand('3')
  return async () => {
    await demand('2')
    await admin.disconnect()
  }
}
