import { PRESET_NAMES } from '@shixu/domain'
import { z } from 'zod'
import { comparatorWord, firmnessWord, kindWord } from '../words.ts'
import { basis, day, id, line, listOf, offset, period } from './fields.ts'

const responsibility = z.strictObject({
  bureau: id.meta({ description: 'Id of a bureau in bureaus.yaml.' }),
  basis: basis.meta({ description: 'stated: the report names it. assumed: by the duties of the bureau.' }),
})

const citation = z.strictObject({
  section: line.meta({ description: 'Heading of the part of the report: (四).' }),
  sentence: line.meta({ description: 'The sentence, verbatim, on one line.' }),
  start: offset.meta({ description: 'Characters of the report before the sentence.' }),
  anchor: line.meta({ description: 'The number as it stands in the sentence (8%); for a milestone, the thing named.' }),
  anchor_offset: offset.meta({ description: 'Characters of the report before the anchor.' }),
})

const baseline = z.strictObject({
  period: period.meta({ description: 'A month before the year: 2023-12.' }),
  value: z.number(),
  unit: line.optional().meta({ description: 'Where it is written in another unit than the target.' }),
})

const pointInPlan = z.strictObject({
  period: period.meta({ description: 'A month of the year: 2024-03.' }),
  value: z.number().meta({ description: 'What is due by its end, from the start of the year on, in the unit of the target.' }),
})

/** One promise of the report. */
export const targetItem = z.strictObject({
  id: id.meta({ description: 'Never changes: alerts and history hang on it.' }),
  name_zh: line,
  name_en: line,
  kind: kindWord.meta({
    description: 'growth: year on year, %. amount, count: add up over the year. stock: a level by year end. share: %. milestone: something done by a day.',
  }),
  comparator: comparatorWord.optional().meta({ description: 'at-least for a bare number; above: 突破, 超; about: 左右; at-most: 以内. Not for a milestone.' }),
  value: z.number().optional().meta({ description: 'As written: 50 for 50万辆. Not for a milestone.' }),
  unit: line.optional().meta({ description: 'As written: 万辆, 亿元, %. Not for a milestone.' }),
  qualifier: line.optional().meta({ description: 'A threshold on the things counted: 亿元以上.' }),
  firmness: firmnessWord.meta({
    description: 'firm. strive: 力争, 争取. progress: no end state in the year. scope: the number only says how many things there are; not judged.',
  }),
  note: line.optional().meta({ description: 'What one has to know to read it rightly.' }),
  members: listOf(line).optional().meta({ description: 'Projects or places that the report names.' }),
  lead: responsibility.meta({ description: 'Who answers for it (牵头).' }),
  supporting: listOf(responsibility).optional().meta({ description: 'Who helps (配合).' }),
  indicator: id.meta({ description: 'Id of the indicator in indicators.yaml that measures it.' }),
  citation: citation.meta({ description: 'Where the report says it. Offsets count characters from the start of the file.' }),
  baseline: baseline.optional().meta({ description: 'Where a stock or share starts from.' }),
  plan: listOf(pointInPlan).optional().meta({ description: 'What is due by when, in order of period.' }),
  due: day.optional().meta({ description: 'The day by which a milestone is promised; the last of the year where it is left out.' }),
  light_by: z
    .enum(['forecast', ...PRESET_NAMES])
    .optional()
    .meta({ description: 'What gives the light that alerts are raised on; forecast where it is left out.' }),
})

export type TargetItem = z.infer<typeof targetItem>

/** `targets.yaml`: what was promised. */
export const targetsFile = z.strictObject({ targets: listOf(targetItem) }).meta({ title: 'shixu: targets.yaml' })
