import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { KAFKA_FOLDER } from './kafka-jars.ts'

/** One broker's place in its cluster. `ports[i]` and `controllerPorts[i]` belong to broker i + 1. */
export interface Place {
  readonly node: number
  readonly ports: readonly number[]
  readonly controllerPorts: readonly number[]
  readonly folder: string
  readonly protocol: 'PLAINTEXT' | 'SASL_SSL'
}

/** The properties file of one broker: the template filled in, and what differs after it. */
export const brokerProperties = (place: Place, properties: Readonly<Record<string, string>>): string => {
  const values: Readonly<Record<string, string | number>> = {
    node: place.node,
    voters: place.controllerPorts.map((port, index) => `${index + 1}@127.0.0.1:${port}`).join(','),
    protocol: place.protocol,
    port: place.ports[place.node - 1] ?? 0,
    controllerPort: place.controllerPorts[place.node - 1] ?? 0,
    folder: place.folder,
    replication: place.ports.length,
  }
  const template = readFileSync(join(KAFKA_FOLDER, 'test-broker.properties'), 'utf8')
  const filled = template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  const own = Object.entries(properties).map(([name, value]) => `${name}=${value.replaceAll('\n', '\\n')}`)
  return [filled, ...own, ''].join('\n')
}
