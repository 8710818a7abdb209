/** One side of one comparison, in a process of its own: `kafka-side.ts MODE BROKER PREFIX RECORDS REGIONS`. Prints one line of JSON. */
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { type KafkaHappening, openKafkaLog } from '@shixu/adapters/kafka'
import { encodeEvent, topicName } from '@shixu/contracts'
import { type Event, targetAssessed } from '@shixu/domain'
import { createEvaluator, type Processor } from '@shixu/pipeline'
import { anAssessment } from '@shixu/testkit'
import { type EachBatchPayload, Kafka, logLevel, type Message } from 'kafkajs'
import { theYear } from './kafka-facts.ts'

const [, , mode = '', broker = '', prefix = '', count = '0', regions = '0'] = process.argv
const RECORDS = Number(count)
const BATCH = 2_000
const connection = { brokers: [broker], clientId: 'bench' }
const group = `bench-${mode}-${process.pid}`

let began = performance.now()
let cpu = process.cpuUsage()
const start = (): void => {
  began = performance.now()
  cpu = process.cpuUsage()
}
const report = (more: object = {}): void => {
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - began) / 1000
  console.log(
    JSON.stringify({
      mode,
      perSecond: RECORDS / seconds,
      perCpuSecond: RECORDS / ((user + system) / 1e6),
      megabytes: process.memoryUsage.rss() / 1e6,
      ...more,
    }),
  )
}

const messageOf = (event: Event, partition: number): Message => {
  const { key, id, type, body, region } = encodeEvent(event)
  const headers = {
    ce_id: id,
    ce_source: `/regions/${region}`,
    ce_type: type,
    ce_specversion: '1.0',
    ce_time: new Date().toISOString(),
    'content-type': 'application/json',
  }
  return { key, value: Buffer.from(body ?? []), partition, headers }
}

const bare = () => new Kafka({ ...connection, logLevel: logLevel.NOTHING })
const bareProducer = async (kafka: Kafka) => {
  const producer = kafka.producer({ idempotent: true, createPartitioner: () => (choice: { message: Message }) => choice.message.partition ?? 0 })
  await producer.connect()
  return producer
}

const bareAppend = async (): Promise<void> => {
  const producer = await bareProducer(bare())
  const events = theYear(Number(regions)).slice(0, RECORDS)
  const topic = topicName('facts', prefix)
  start()
  for (let at = 0; at < RECORDS; at += BATCH) {
    const messages = events.slice(at, at + BATCH).map((event) => messageOf(event, Number(event.region) % 6))
    await producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages }] })
  }
  report()
}

const logAppend = async (): Promise<void> => {
  const log = await openKafkaLog({ connection, prefix })
  const events = theYear(Number(regions)).slice(0, RECORDS)
  await log.append([])
  start()
  for (let at = 0; at < RECORDS; at += BATCH) await log.append(events.slice(at, at + BATCH))
  report()
  await log.close()
}

/** Runs until all records have been seen. */
const bareConsume = async (groupId: string, each: (payload: EachBatchPayload) => Promise<void>): Promise<void> => {
  const consumer = bare().consumer({ groupId, maxWaitTimeInMs: 100 })
  await consumer.connect()
  await consumer.subscribe({ topics: [topicName('facts', prefix)], fromBeginning: true })
  const done = Promise.withResolvers<void>()
  let seen = 0
  await consumer.run({
    autoCommit: false,
    partitionsConsumedConcurrently: 6,
    eachBatch: async (payload) => {
      if (seen === 0) start()
      await each(payload)
      seen += payload.batch.messages.length
      if (seen >= RECORDS) done.resolve()
    },
  })
  await done.promise
}

const bareRead = async (): Promise<void> => {
  let sum = 0
  await bareConsume(group, async ({ batch }) => {
    for (const { value } of batch.messages) sum += JSON.parse(value?.toString() ?? '0').value ?? 0
  })
  report({ sum })
}

const barePipe = async (): Promise<void> => {
  const producer = await bareProducer(bare())
  const topic = topicName('assessments', prefix)
  await bareConsume(`${prefix}bench-pipe`, async ({ batch, resolveOffset, commitOffsetsIfNecessary }) => {
    const messages = batch.messages.map(({ value, offset }) => {
      const { region, indicator, period } = JSON.parse(value?.toString() ?? '{}')
      const assessment = anAssessment({ target: `${region}/2024/${indicator}`, period })
      return messageOf(targetAssessed({ assessment, overdue: false, sequence: [batch.partition, Number(offset), 0] }), batch.partition)
    })
    for (let at = 0; at < messages.length; at += 500) await producer.send({ topic, acks: -1, messages: messages.slice(at, at + 500) })
    resolveOffset(batch.lastOffset())
    await commitOffsetsIfNecessary({
      topics: [{ topic: batch.topic, partitions: [{ partition: batch.partition, offset: String(Number(batch.lastOffset()) + 1) }] }],
    })
  })
  report()
}

interface Work {
  readonly name: string
  readonly processor: Processor
  /** What is counted, and where the clock starts. */
  readonly counts: 'recalled' | 'handled'
  readonly from: 'taken' | 'recalled'
}

/** Works with the log until so many records have been recalled or handled, and says how long recalls took. */
const logWork = async ({ name, processor, counts, from }: Work): Promise<void> => {
  const done = Promise.withResolvers<void>()
  let seen = 0
  let recalled = { records: 0, ms: 0 }
  const note = (happening: KafkaHappening): void => {
    if (happening.what === from && seen === 0) start()
    if (happening.what === 'recalled') recalled = { records: recalled.records + happening.records, ms: Math.max(recalled.ms, happening.ms) }
    if (happening.what === counts && 'records' in happening) seen += happening.records
    if (seen >= RECORDS) done.resolve()
  }
  const log = await openKafkaLog({ connection, prefix, onHappening: note })
  const stop = new AbortController()
  const working = log.process(name, processor, stop.signal)
  await done.promise
  report({ recalled })
  stop.abort()
  await working
  await log.close()
}

const reader = (): Processor => {
  let sum = 0
  const recall: ReturnType<Processor['take']>['recall'] = (records) => {
    for (const { event } of records) if (event?.type === 'observation-published') sum += event.data?.value ?? 0
  }
  return { reads: ['alerts'], recalls: ['facts'], take: () => ({ recall, handle: () => [], release: () => sum }) }
}

const MODES: Readonly<Record<string, () => Promise<void>>> = {
  'append-bare': bareAppend,
  'append-log': logAppend,
  'read-bare': bareRead,
  'read-log': () => logWork({ name: group, processor: reader(), counts: 'recalled', from: 'taken' }),
  'pipe-bare': barePipe,
  'pipe-log': () => logWork({ name: 'bench-evaluate', processor: createEvaluator({ workdays: chineseWorkdays() }), counts: 'handled', from: 'recalled' }),
}

await MODES[mode]?.()
process.exit(0)
