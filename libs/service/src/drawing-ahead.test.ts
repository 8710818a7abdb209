import { createLogger } from '@shixu/runtime'
import { expect, it } from 'vitest'
import { drawingAhead } from './drawing-ahead.ts'

it('starts at once, and a service that cannot draw says so and goes on', async () => {
  const lines: string[] = []
  const logger = createLogger({ service: 'test', level: 'warn', destination: { write: (line: string) => void lines.push(line) } })
  const drawing = Promise.withResolvers<void>()
  const stop = await drawingAhead(() => drawing.promise, logger).start()
  drawing.reject(new Error('no font'))
  await stop()
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ msg: 'pictures cannot be drawn: messages go without them', err: { message: 'no font' } }])
})
