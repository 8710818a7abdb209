import { z } from 'zod'
import { coverageWord, measureWord } from '../words.ts'
import { basis, dayOfMonth, id, line, listOf, month } from './fields.ts'

const release = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('monthly'), day: dayOfMonth, year_end_day: dayOfMonth.optional() }),
  z.strictObject({ rule: z.literal('quarterly'), day: dayOfMonth, year_end_day: dayOfMonth.optional() }),
  z.strictObject({ rule: z.literal('yearly'), month, day: dayOfMonth }),
  z.strictObject({
    rule: z.literal('workday'),
    every: z.enum(['month', 'quarter']),
    nth: z.int('a number of workdays').min(1, '1 or more').max(23, 'at most 23'),
  }),
  z.strictObject({ rule: z.literal('bureau'), months: z.array(month).min(1, 'at least one month').max(12, 'at most twelve months'), day: dayOfMonth }),
])

/** What is measured, by whom, and when it comes out. */
export const indicatorItem = z.strictObject({
  id,
  name_zh: line,
  name_en: line,
  unit: line.meta({ description: 'Unit of its levels, without 万 or 亿: 元, 户, 辆; % where only growth or a share is published. For a milestone: 项.' }),
  measures: z
    .array(measureWord)
    .min(1, 'at least one of level, growth, share, done')
    .meta({ description: 'Which figures are published: level, growth (year on year), share, done (a milestone).' }),
  coverage: coverageWord.meta({ description: 'ytd: January to the month. month, quarter: that alone. point: at its end.' }),
  publisher: z.strictObject({
    by: z.enum(['office', 'bureau']).meta({ description: 'office: published for all. bureau: the lead bureau reports it.' }),
    name: line,
  }),
  release: release.meta({ description: 'When a figure is due: day of the month after the period. bureau: it owes a report for each of `months`.' }),
  release_basis: basis.meta({ description: 'stated: the publisher says so. assumed: from past releases.' }),
  definition: line.optional().meta({ description: 'What exactly is counted, where the name does not say.' }),
})

export type IndicatorItem = z.infer<typeof indicatorItem>

/** `indicators.yaml`: what is measured. */
export const indicatorsFile = z.strictObject({ indicators: listOf(indicatorItem) }).meta({ title: 'shixu: indicators.yaml' })
