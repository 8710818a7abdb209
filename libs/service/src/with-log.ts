import { setTimeout as wait } from 'node:timers/promises'
import { KafkaFault, type KafkaLog, type KafkaSettings, type LogLine, openKafkaLog } from '@shixu/adapters/kafka'
import type { Processor } from '@shixu/pipeline'
import { around, type Stage, until } from '@shixu/runtime'
import { kafkaConnection } from './kafka-connection.ts'
import { createHappenings } from './kafka-happenings.ts'
import { quietly } from './quietly.ts'
import type { House } from './run-service.ts'
import { watchLag } from './watch-lag.ts'

const AGAIN_MS = 2_000

/** Only whoever works in a group has a session. */
type LogSettings = KafkaSettings & { readonly sessionSeconds?: number }

/** A Kafka log, and how steps are set to work on it. */
export interface WorkingLog extends KafkaLog {
  /** The step as a stage: it works in its group until it is stopped, and its failure is the process's. */
  working(group: string, processor: Processor): readonly Stage[]
}

/** Connects to Kafka, looks at its topics, and starts what needs the log. While no broker answers it tries on. */
export const withLog = (house: House<LogSettings>, stages: (log: WorkingLog) => readonly Stage[]): Stage => {
  const { logger, vitals, now, metrics, failed } = house
  const say = quietly(logger, now)
  let log: KafkaLog | null = null
  vitals.watch({ healthy: () => (log === null ? null : silence(log)), ready: () => (log === null ? 'no broker has answered yet' : unready(log)) })
  return around('kafka', {
    logger,
    open: async () => {
      log = await opened(house, say, createHappenings({ metrics, now, say }))
      return log
    },
    close: (open) => open.close(),
    stages: (open) =>
      stages({
        ...open,
        working: (group, processor) => [
          until(group, (signal) => open.process(group, processor, signal), failed),
          until(`lag of ${group}`, (signal) => watchLag({ log: open, group, metrics, say }, signal), failed),
        ],
      }),
  })
}

const opened = async (
  { settings, name, now, signal }: House<LogSettings>,
  say: LogLine,
  onHappening: ReturnType<typeof createHappenings>,
): Promise<KafkaLog> => {
  const connection = kafkaConnection(settings, name)
  const patience = settings.sessionSeconds === undefined ? {} : { sessionMs: settings.sessionSeconds * 1_000 }
  for (;;) {
    try {
      return await openKafkaLog({ connection, prefix: settings.kafkaPrefix, now, log: asDebug(say), onHappening, patience })
    } catch (fault) {
      if (!(fault instanceof KafkaFault) || fault.code !== 'unreachable' || signal.aborted) throw fault
      say('warn', 'no broker answers; trying on', { brokers: connection.brokers.join(',') })
      await wait(AGAIN_MS, undefined, { signal })
    }
  }
}

/** What kafkajs remarks by itself is for whoever looks for a fault; what matters of it comes as a happening. */
const asDebug =
  (say: LogLine): LogLine =>
  (level, message, fields) =>
    say('client' in fields ? 'debug' : level, message, fields)

const silence = (log: KafkaLog): string | null => {
  const { alive, groups } = log.health()
  return alive ? null : groups.map(({ group, silentMs }) => `${group}: nothing was heard for ${Math.round(silentMs / 1000)} s`).join('; ')
}

const unready = (log: KafkaLog): string | null => {
  const waiting = log.health().groups.filter(({ ready }) => !ready)
  return waiting.length === 0 ? null : `${waiting.map(({ group }) => group).join(', ')}: has not its partitions, or is recalling them`
}
