import { type LogEntry, logLevel } from 'kafkajs'
import { expect, it } from 'vitest'
import { createKafkajsLogger, QUIET_MS } from './kafkajs-logger.ts'

const setUp = () => {
  const lines: unknown[][] = []
  let time = 0
  const write = createKafkajsLogger({ log: (...line) => lines.push(line), now: () => time })()
  const entry = (message: string, fields: object = {}): LogEntry => ({
    namespace: 'Connection',
    level: logLevel.ERROR,
    label: 'ERROR',
    log: { message, timestamp: '', stack: 'at …', ...fields } as LogEntry['log'],
  })
  return { lines, write, entry, pass: (ms: number) => (time += ms) }
}

it('a line that comes again and again is handed on once a minute, with how often it came', () => {
  const { lines, write, entry, pass } = setUp()
  for (let count = 0; count < 100; count += 1) write(entry('Connection error: refused', { broker: 'a:1' }))
  pass(QUIET_MS)
  write(entry('Connection error: refused', { broker: 'a:1' }))
  expect(lines).toEqual([
    ['error', 'Connection error: refused', { client: 'Connection', broker: 'a:1' }],
    ['error', 'Connection error: refused', { client: 'Connection', broker: 'a:1', repeated: 99 }],
  ])
})

it('no secret and no heap of objects comes along', () => {
  const { lines, write, entry } = setUp()
  write(entry('x', { password: 'p', saslSecret: 's', assignment: { a: [1] }, groupId: 'g' }))
  expect(lines).toEqual([['error', 'x', { client: 'Connection', groupId: 'g' }]])
})

it('what is meant to be so is no line', () => {
  const { lines, write, entry } = setUp()
  write(entry('Limiting retries for the idempotent producer may invalidate EoS guarantees'))
  expect(lines).toEqual([])
})
