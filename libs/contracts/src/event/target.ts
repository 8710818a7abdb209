import { type Indicator, type LadderRule, PRESET_NAMES, type ReleaseRule, type Target, type TargetDeclared } from '@shixu/domain'
import { z } from 'zod'
import { comparatorWord, coverageWord, dayWord, firmnessWord, idWord, kindWord, measureWord, nullableNumber, periodWord, text } from '../words.ts'
import type { Shape } from './shape.ts'

const responsibility = z.object({ bureau: idWord, basis: z.enum(['stated', 'assumed']) })
const pointInPlan = z.object({ period: periodWord, value: z.number() })

const citation = z.object({
  document: text,
  section: text,
  sentence: text,
  start: z.int().nonnegative(),
  anchor: text,
  anchorOffset: z.int().nonnegative(),
} satisfies Shape<Target['citation']>)

export const targetSchema = z.object({
  id: idWord,
  region: idWord,
  year: z.int(),
  nameZh: text,
  nameEn: text,
  kind: kindWord,
  comparator: comparatorWord.nullable(),
  value: nullableNumber,
  unit: text.nullable(),
  valueExpanded: nullableNumber,
  unitExpanded: text.nullable(),
  qualifier: text.nullable(),
  firmness: firmnessWord,
  note: text.nullable(),
  members: z.array(text),
  lead: responsibility,
  supporting: z.array(responsibility),
  indicator: idWord,
  citation,
  baseline: pointInPlan.nullable(),
  plan: z.array(pointInPlan).nullable(),
  due: dayWord.nullable(),
  lightBy: z.enum(['forecast', ...PRESET_NAMES]),
} satisfies Shape<Target>) satisfies z.ZodType<Target>

const month = z.int().min(1).max(12)
const dayOfMonth = z.int().min(1).max(31)

const releaseRule = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('monthly'), day: dayOfMonth, yearEndDay: dayOfMonth.exactOptional() }),
  z.object({ rule: z.literal('quarterly'), day: dayOfMonth, yearEndDay: dayOfMonth.exactOptional() }),
  z.object({ rule: z.literal('yearly'), month, day: dayOfMonth }),
  z.object({ rule: z.literal('workday'), every: z.enum(['month', 'quarter']), nth: z.int().min(1).max(23) }),
  z.object({ rule: z.literal('bureau'), months: z.array(month), day: dayOfMonth }),
]) satisfies z.ZodType<ReleaseRule>

const indicator = z.object({
  id: idWord,
  nameZh: text,
  nameEn: text,
  unit: text,
  measures: z.array(measureWord),
  coverage: coverageWord,
  publisher: z.object({ by: z.enum(['office', 'bureau']), name: text }),
  release: releaseRule,
  releaseBasis: z.enum(['stated', 'assumed']),
  definition: text.exactOptional(),
} satisfies Shape<Indicator>) satisfies z.ZodType<Indicator>

const rung = z.object({ readings: z.int().positive(), days: z.int().positive() })
const ladder = z.object({ head: rung, supervision: rung }) satisfies z.ZodType<LadderRule>

export const targetDeclaredSchema = z.object({
  target: targetSchema,
  indicator,
  effective: dayWord,
  ladder,
  askAhead: z.int().nonnegative().exactOptional(),
} satisfies Shape<TargetDeclared>) satisfies z.ZodType<TargetDeclared>
