import { writeSync } from 'node:fs'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { openKafkaLog } from '@shixu/adapters/kafka'
import type { Event } from '@shixu/domain'
import { createEvaluator, EVALUATOR_GROUP, type PartitionWork, type Processor } from '@shixu/pipeline'

/**
 * An evaluator that stops itself (SIGSTOP) once it has judged a batch that raises an alert and before anything of it is sent. Continued, it sends all of that, for it cannot know yet that others
 * have taken over.
 */
const [, , brokers = '', prefix = ''] = process.argv

let raised = false

const watched = (work: PartitionWork): PartitionWork => ({
  ...work,
  handle: async (records) => {
    const outputs: readonly Event[] = await work.handle(records)
    raised ||= outputs.some(({ type }) => type === 'alert-changed')
    return outputs
  },
})

const evaluator = createEvaluator({ workdays: chineseWorkdays() })
const processor: Processor = { ...evaluator, take: (partition) => watched(evaluator.take(partition)) }

let stopped = false
const log = await openKafkaLog({
  connection: { brokers: brokers.split(','), clientId: 'zombie' },
  prefix,
  patience: { sessionMs: 6_000 },
  between: (step) => {
    if (step !== 'handled' || !raised || stopped) return
    stopped = true
    writeSync(1, 'stopping\n')
    process.kill(process.pid, 'SIGSTOP')
  },
})
const until = new AbortController()
process.once('SIGTERM', () => until.abort())
await log.process(EVALUATOR_GROUP, processor, until.signal)
await log.close()
