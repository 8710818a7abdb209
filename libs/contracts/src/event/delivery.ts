import type { Command, DayBegan, DeadLetter, Delivery } from '@shixu/domain'
import { z } from 'zod'
import { dayWord, idWord, targetKeyWord, text } from '../words.ts'
import type { Shape } from './shape.ts'

export const commandSchema = z.object({
  id: idWord,
  kind: z.enum(['acknowledge', 'silence']),
  target: targetKeyWord,
  by: text.min(1),
  reason: text,
  until: dayWord,
  receiptOnly: z.literal(true).exactOptional(),
} satisfies Shape<Command>) satisfies z.ZodType<Command>

export const dayBeganSchema = z.object({ day: dayWord } satisfies Shape<DayBegan>) satisfies z.ZodType<DayBegan>

export const deliverySchema = z.object({
  notice: text.min(1),
  attempt: z.int().nonnegative(),
  channel: text,
  recipient: text,
  bureau: text,
  day: dayWord,
  subject: text,
  covers: z.array(text),
  outcome: z.enum(['accepted', 'refused', 'deferred', 'unknown', 'dead', 'superseded']),
  code: text,
  text,
  durationMs: z.number().nonnegative(),
} satisfies Shape<Delivery>) satisfies z.ZodType<Delivery>

export const deadLetterSchema = z.object({
  source: text.min(1),
  place: text,
  code: text,
  reason: text,
  bytes: text,
  sha256: text,
  length: z.int().nonnegative(),
  day: dayWord,
  about: text.nullable(),
  document: text.nullable(),
} satisfies Shape<DeadLetter>) satisfies z.ZodType<DeadLetter>
