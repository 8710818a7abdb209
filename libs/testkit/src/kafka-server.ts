import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePorts } from './free-ports.ts'
import { kafkaJars } from './kafka-jars.ts'
import { type KafkaNode, startNode } from './kafka-node.ts'
import { brokerProperties } from './kafka-properties.ts'
import { type KafkaSecurity, makeSecurity } from './kafka-security.ts'

export { kafkaMissing } from './kafka-jars.ts'
export type { KafkaNode } from './kafka-node.ts'
export type { KafkaSecurity } from './kafka-security.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the broker that the integration run has started; undefined where the machine has none or no suite asks for it. */
    kafkaBrokers: readonly string[] | undefined
  }
}

export interface KafkaOptions {
  readonly brokers?: 1 | 3
  /** Broker properties beside those of deploy/kafka/test-broker.properties, or in their stead. */
  readonly properties?: Readonly<Record<string, string>>
  /** TLS with SASL/SCRAM: clients must name one of these users. `admin` is there in any case. */
  readonly users?: Readonly<Record<string, string>>
  /** How its Java is run; by default small and quick to start. */
  readonly jvm?: readonly string[]
}

export interface KafkaCluster {
  /** host:port of each broker. */
  readonly brokers: readonly string[]
  readonly nodes: readonly KafkaNode[]
  /** What a client needs to be let in; null where the cluster lets anyone in. */
  readonly security: KafkaSecurity | null
  /** Resolves when all brokers have ended and their folders are gone. */
  stop(): Promise<void>
}

const run = promisify(execFile)

/** Starts a real cluster of one or three brokers on free ports, in temporary folders. About four seconds once the jars are there. */
export const startKafka = async ({ brokers = 1, properties = {}, users, jvm }: KafkaOptions = {}): Promise<KafkaCluster> => {
  const jars = join(await kafkaJars(), '*')
  const root = mkdtempSync(join(tmpdir(), 'shixu-kafka-'))
  const nodes: KafkaNode[] = []
  const clean = () => rmSync(root, { recursive: true, force: true })
  process.once('exit', clean)
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()))
    process.off('exit', clean)
    clean()
  }
  try {
    const ports = await freePorts(brokers * 2)
    const security = users ? await makeSecurity(root, users) : null
    const common = {
      ports: ports.slice(0, brokers),
      controllerPorts: ports.slice(brokers),
      protocol: security ? ('SASL_SSL' as const) : ('PLAINTEXT' as const),
    }
    const cluster = randomBytes(16).toString('base64url')
    const starting = common.ports.map(async (_, index) => {
      const folder = join(root, `${index + 1}`)
      const file = join(root, `${index + 1}.properties`)
      writeFileSync(file, brokerProperties({ ...common, node: index + 1, folder }, { ...security?.properties, ...properties }))
      await run('java', [
        '-Xmx128m',
        '-cp',
        jars,
        'kafka.tools.StorageTool',
        'format',
        `--cluster-id=${cluster}`,
        '-c',
        file,
        ...(security?.formatArguments ?? []),
      ])
      const node = startNode({ id: index + 1, jars, file, ...(jvm ? { jvm } : {}) })
      nodes.push(node)
      await node.ready
    })
    await Promise.all(starting)
    nodes.sort((a, b) => a.id - b.id)
    return { brokers: common.ports.map((port) => `127.0.0.1:${port}`), nodes, security: security?.client ?? null, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
