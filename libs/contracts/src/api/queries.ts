import { z } from 'zod'
import { alertEventWord, alertKindWord, dayWord, kindWord, lightWord } from '../words.ts'

/** Ids in paths and filters. */
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/u, 'must be lower-case letters, digits and hyphens')
const regionCode = z.string().regex(/^\d{6}$/u, 'must be six digits, as 420100')
const year = z.coerce.number().int().min(2000).max(2100)
/** In words that every reader of the description's patterns knows: Python's has no classes by property. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is kept out
const TEXT = /^[^\u0000-\u001f\u007f-\u009f]+$/
const yesOrNo = z.enum(['true', 'false'])

/** Which page of a list. */
const paging = {
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('Rows of a page, 100 unless said otherwise'),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,800}$/u, 'must be the `next` of a page')
    .optional()
    .describe('The `next` of the page before'),
}

const region = regionCode.optional().describe('Region by GB/T 2260')
const since = dayWord.optional().describe('From this day on')
const until = dayWord.optional().describe('Up to this day')

/** Filters of each list. An absent filter asks for all. */
export const FILTERS = {
  regions: {},
  indicators: { region },
  targets: {
    region,
    year: year.optional(),
    light: lightWord.optional().describe('Light of the newest judged period'),
    bureau: id.optional().describe('Bureau that leads, or supports'),
    kind: kindWord.optional(),
    overdue: yesOrNo.optional().describe('Whether a figure is past its day'),
    text: z.string().max(100).regex(TEXT, 'must be some text without control characters').optional().describe('Stands in the name, Chinese or English'),
  },
  alerts: {
    region,
    year: year.optional(),
    target: id.optional().describe('Id of the target within region and year'),
    bureau: id.optional().describe('Bureau that leads, or supports'),
    kind: alertKindWord.optional(),
    event: alertEventWord.optional(),
    since,
    until,
  },
  deliveries: {
    region,
    bureau: id.optional().describe('Bureau that was told'),
    channel: id.optional(),
    outcome: z.enum(['accepted', 'refused', 'deferred', 'unknown', 'dead', 'superseded']).optional(),
    since,
    until,
  },
  feeds: { region, overdue: yesOrNo.optional().describe('Whether one of its figures is past its day') },
  releases: {
    region,
    indicator: id.optional(),
    state: z.enum(['come', 'overdue', 'to-come']).optional(),
    since: since.describe('Due from this day on'),
    until: until.describe('Due up to this day'),
  },
  bureaus: { region, year: year.optional(), bureau: id.optional() },
} as const

export const pagedQuery = <F extends z.ZodRawShape>(filters: F) => z.strictObject({ ...filters, ...paging })
export const exportQuery = <F extends z.ZodRawShape>(filters: F) => z.strictObject(filters)

/** Which target a path names. */
export const targetPath = z.strictObject({
  region: regionCode.meta({ examples: ['420100'] }),
  year: year.meta({ examples: [2024] }),
  id: id.meta({ examples: ['foreign-trade'] }),
})
export const asOfQuery = z.strictObject({
  asOf: dayWord.optional().describe('As it was judged by the end of this day, in Asia/Shanghai; else as it is judged now'),
})
export const noQuery = z.strictObject({})
