import type { Observation } from '@shixu/domain'
import { z } from 'zod'
import { boundWord, coverageWord, dayWord, idWord, measureWord, periodWord, text } from '../words.ts'
import type { Shape } from './shape.ts'

export const observationSchema = z.object({
  region: idWord,
  indicator: idWord,
  period: periodWord,
  measure: measureWord,
  coverage: coverageWord,
  value: z.number(),
  unit: text,
  step: z.number().positive(),
  written: text,
  bound: boundWord,
  published: dayWord,
  publishedBasis: z.enum(['stated', 'assumed']),
  basis: text,
  source: text,
  doneOn: dayWord.exactOptional(),
  reportedBy: text.exactOptional(),
  evidence: text.exactOptional(),
} satisfies Shape<Observation>) satisfies z.ZodType<Observation>
