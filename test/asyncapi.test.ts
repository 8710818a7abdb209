import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromFile, Parser } from '@asyncapi/parser'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { asyncApiPage, EXAMPLES, encodeEvent, TRAFFIC } from '@shixu/contracts'
import { EVENT_TYPES, type Event, type EventType, TOPICS, targetWithdrawn } from '@shixu/domain'
import { createEvaluator, NOTIFIER_GROUP, RECORDER } from '@shixu/pipeline'
import { createAsyncApiChecker } from '@shixu/testkit/asyncapi-checker'
import { describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from './rooms.ts'
import { wireOf } from './wire-of.ts'

const FILE = join(ROOT, 'docs', 'asyncapi.yaml')
const document = parse(readFileSync(FILE, 'utf8')) as object
const checker = createAsyncApiChecker(document)
const ERROR_OR_WARNING = 1

/** The parser takes seconds where the machine is busy. */
const SLOW = { timeout: 60_000 }

test('the committed document is what the code gives; if not: npm run docs', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(asyncApiPage())
})

test('AsyncAPI’s own parser reads it without an error or a warning', SLOW, async () => {
  const { document: parsed, diagnostics } = await fromFile(new Parser(), FILE).parse()
  expect(diagnostics.filter(({ severity }) => severity <= ERROR_OR_WARNING)).toEqual([])
  expect(parsed?.version()).toBe('3.0.0')
  expect(
    parsed
      ?.channels()
      .all()
      .map((channel) => channel.address()),
  ).toEqual(TOPICS.map((topic) => `shixu.${topic}`))
  expect(parsed?.operations().all().length).toBeGreaterThan(10)
})

test('the parser is no formality: a message that an operation names and its channel lacks is an error', SLOW, async () => {
  const broken = structuredClone(document) as { channels: { facts: { messages: Record<string, unknown> } } }
  delete broken.channels.facts.messages['shixu.day-began.v1']
  const { diagnostics } = await new Parser().parse(JSON.stringify(broken))
  expect(diagnostics.filter(({ severity }) => severity === 0).length).toBeGreaterThan(0)
})

describe('every example is right by the document', () => {
  const tombstone = targetWithdrawn('999901/2024/example-trade', '2')
  it.each([
    ...EVENT_TYPES.map((type) => [encodeEvent(EXAMPLES[type]).type, EXAMPLES[type]] as const),
    ['shixu.target-declared.v1.tombstone', tombstone] as const,
  ])('%s', (id, event: Event) => {
    expect(checker.check(wireOf(event))).toEqual({ ok: true, message: id })
  })

  it('and those in the document are these, one of each message', () => {
    const { components } = document as { components: { messages: Record<string, { examples: { headers: object; payload?: unknown }[] }> } }
    const written = Object.values(components.messages).map(({ examples }) => [examples[0]?.headers, examples[0]?.payload])
    const made = [...EVENT_TYPES.map((type) => EXAMPLES[type]), tombstone].map((event) => [wireOf(event).headers, event.data ?? undefined])
    expect(new Set(written)).toEqual(new Set(made))
  })
})

describe('what is wrong is found', () => {
  const good = wireOf(EXAMPLES['observation-published'])
  const withBody = (change: object) => ({ ...good, value: new TextEncoder().encode(JSON.stringify({ ...EXAMPLES['observation-published'].data, ...change })) })
  it.each([
    ['the key of another type', { ...good, key: 'day/2024-01-01' }, 'key must match pattern'],
    ['no key', { ...good, key: null }, 'key must be string'],
    ['no source', { ...good, headers: { ...good.headers, ce_source: '' } }, 'headers/ce_source must match pattern'],
    ['an unknown type', { ...good, headers: { ...good.headers, ce_type: 'shixu.weather-seen.v1' } }, 'shixu.facts has no message shixu.weather-seen.v1'],
    ['another topic', { ...good, topic: 'shixu.alerts' }, 'shixu.alerts has no message'],
    ['a month that is none', withBody({ period: '2024-13' }), 'payload/period must match pattern'],
    ['a day that is none', withBody({ published: '2023-02-29' }), 'payload/published must match'],
    ['a word that is none', withBody({ measure: 'speed' }), 'payload/measure must be equal to one of the allowed values'],
    ['a field that is missing', withBody({ unit: undefined }), 'must have required property'],
  ])('%s', (_name, record, words) => {
    const found = checker.check(record)
    expect(found.ok ? '' : found.problems.join('\n')).toContain(words)
  })

  it('and a key that nobody knows is not wrong', () => {
    expect(checker.check(withBody({ colour: 'blue' })).ok).toBe(true)
  })
})

describe('who sends and who reads', () => {
  it('every type of event has a sender, and every topic a reader', () => {
    const parties = Object.values(TRAFFIC)
    expect(new Set(parties.flatMap(({ sends }): readonly EventType[] => sends))).toEqual(new Set(EVENT_TYPES))
    expect(new Set(parties.flatMap(({ receives }) => receives))).toEqual(new Set(TOPICS))
  })

  it('is what the steps say of themselves', () => {
    const evaluator = createEvaluator({ workdays: chineseWorkdays() })
    expect([TRAFFIC.evaluator.receives, TRAFFIC.evaluator.recalls]).toEqual([evaluator.reads, evaluator.recalls])
    expect([TRAFFIC.ledger.receives, TRAFFIC.ledger.recalls, TRAFFIC.ledger.group]).toEqual([TOPICS, [], RECORDER])
    expect(TRAFFIC.notifier.group).toBe(NOTIFIER_GROUP)
  })
})
