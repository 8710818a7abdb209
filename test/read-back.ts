import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { topicName } from '@shixu/adapters/kafka'
import { TOPICS } from '@shixu/domain'
import { ROOT } from './rooms.ts'

const run = promisify(execFile)

/** A record as another client reads it. */
export interface Line {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** Milliseconds since 1970. */
  readonly writtenAt: number
  readonly key: string | null
  readonly headers: Record<string, string>
  readonly value: string | null
}

/** All that stands in the topics of an installation, each partition in order. */
export const readBack = (broker: string, prefix: string): Promise<readonly Line[]> =>
  readTopics(
    broker,
    TOPICS.map((topic) => topicName(topic, prefix)),
  )

/** By plain kafkajs in a process of its own. */
export const readTopics = async (broker: string, topics: readonly string[]): Promise<readonly Line[]> => {
  const { stdout } = await run(process.execPath, [join(ROOT, 'test', 'read-topics.ts'), broker, ...topics], { maxBuffer: 1 << 29, timeout: 50_000 })
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]))
}
