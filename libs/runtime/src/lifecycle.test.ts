import { expect, test } from 'vitest'
import { startInOrder } from './lifecycle.ts'
import { createLogger } from './logger.ts'

const logger = createLogger({ service: 'test', level: 'silent' })

const stage = (name: string, said: string[]) => ({
  name,
  start: () => {
    said.push(`start ${name}`)
    return () => void said.push(`stop ${name}`)
  },
})

test('stages start in order and stop in reverse', async () => {
  const said: string[] = []
  const stop = await startInOrder([stage('log', said), stage('evaluator', said)], { logger })
  await stop()
  expect(said).toEqual(['start log', 'start evaluator', 'stop evaluator', 'stop log'])
})

test('a stage that does not start stops those before it, and its fault is thrown on', async () => {
  const said: string[] = []
  const broken = { name: 'http', start: () => Promise.reject(new Error('port 8400 is taken')) }
  await expect(startInOrder([stage('log', said), broken], { logger })).rejects.toThrow('port 8400 is taken')
  expect(said).toEqual(['start log', 'stop log'])
})

test('a stage that hangs does not keep the process', async () => {
  const hanging = { name: 'hanging', start: () => () => new Promise<void>(() => undefined) }
  const stop = await startInOrder([hanging], { logger, limitMs: 20 })
  await expect(stop()).resolves.toBeUndefined()
})
