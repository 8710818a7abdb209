import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAsyncApiChecker } from '@shixu/testkit/asyncapi-checker'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { replayedEvents } from './replayed-events.ts'
import { ROOT } from './rooms.ts'
import { wireOf } from './wire-of.ts'

const checker = createAsyncApiChecker(parse(readFileSync(join(ROOT, 'docs', 'asyncapi.yaml'), 'utf8')) as object)

const ALWAYS = ['target-declared', 'observation-published', 'day-began', 'target-assessed', 'alert-changed', 'delivery-recorded']

test.concurrent.each(['demo-county', 'wuhan-2024'])('every event of the replay of %s is as the document says', async (seed) => {
  const events = await replayedEvents(seed)
  const checked = events.map((event) => ({ event, result: checker.check(wireOf(event)) }))
  expect(checked.filter(({ result }) => !result.ok).slice(0, 5)).toEqual([])
  const kinds = new Set(events.map(({ type }) => type))
  expect(ALWAYS.filter((type) => !kinds.has(type as (typeof events)[number]['type']))).toEqual([])
  expect(events.length).toBeGreaterThan(500)
})
