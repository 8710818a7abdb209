import { type Assessment, type Input, type Method, type PaceLine, PRESET_NAMES, type PresetName, type ReasonCode, type TargetAssessed } from '@shixu/domain'
import { z } from 'zod'
import { coverageWord, dayWord, lightWord, measureWord, nullableNumber, outcomeWord, periodWord, targetKeyWord, text } from '../words.ts'
import type { Shape } from './shape.ts'

const METHODS = ['blend', 'growth-only', 'no-history', 'level-drift', 'baseline-line', 'milestone', 'figure', 'none'] as const satisfies readonly Method[]

const PACE_LINES = [
  'last-year-share',
  'mean-share',
  'straight',
  'plan',
  'step',
  'target-growth',
  'baseline-line',
  'none',
] as const satisfies readonly PaceLine[]

/** A record, so that a reason which the core gains and this list lacks does not compile. */
const REASONS: Readonly<Record<ReasonCode, true>> = {
  'on-pace': true,
  reached: true,
  'below-line': true,
  'miss-likely': true,
  'miss-near-certain': true,
  'miss-likely-twice': true,
  'still-red': true,
  'just-released': true,
  'first-reading': true,
  'bound-only': true,
  preset: true,
  met: true,
  missed: true,
  'no-figure-by-deadline': true,
  'no-report': true,
  'no-release': true,
  incomparable: true,
  'not-judged': true,
  'milestone-done': true,
  'milestone-ahead': true,
  'milestone-past-due': true,
}

const reason = z.object({
  code: z.enum(Object.keys(REASONS) as [ReasonCode, ...ReasonCode[]]),
  params: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
})

const verdict = z.object({ light: lightWord.nullable(), why: text })
const presets = z.object(Object.fromEntries(PRESET_NAMES.map((name) => [name, verdict])) as Record<PresetName, typeof verdict>)

const input = z.object({
  period: periodWord,
  measure: measureWord,
  coverage: coverageWord,
  value: z.number(),
  published: dayWord,
  publishedBasis: z.literal('assumed').exactOptional(),
} satisfies Shape<Input>)

export const assessmentSchema = z.object({
  target: targetKeyWord,
  period: periodWord.nullable(),
  asOf: dayWord,
  light: lightWord,
  outcome: outcomeWord.nullable(),
  pMiss: nullableNumber,
  paceDue: nullableNumber,
  done: nullableNumber,
  shareOfPace: nullableNumber,
  forecast: nullableNumber,
  forecastLow: nullableNumber,
  forecastHigh: nullableNumber,
  requiredRunRate: nullableNumber,
  requiredPerMonth: nullableNumber,
  bestRunRate: nullableNumber,
  paceLine: z.enum(PACE_LINES),
  method: z.enum(METHODS),
  rebased: nullableNumber,
  presets,
  reason,
  inputs: z.array(input),
} satisfies Shape<Assessment>) satisfies z.ZodType<Assessment>

/** Partition and offset of the fact, and an ordinal within it. */
export const sequenceSchema = z.tuple([z.int().nonnegative(), z.int().nonnegative(), z.int().nonnegative()])

export const targetAssessedSchema = z.object({
  assessment: assessmentSchema,
  overdue: z.boolean(),
  sequence: sequenceSchema,
} satisfies Shape<TargetAssessed>) satisfies z.ZodType<TargetAssessed>
