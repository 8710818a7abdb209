import { z } from 'zod'
import { alertEventWord, alertKindWord, firmnessWord, kindWord, lightWord, stepWord } from '../words.ts'
import { id, line } from './fields.ts'

const some = <T extends z.ZodType>(item: T) => z.array(item).min(1, 'at least one, or leave the key out').max(1000, 'at most 1000').optional()

const match = z.strictObject({
  targets: some(id).meta({ description: 'Ids of targets.' }),
  kinds: some(kindWord),
  firmness: some(firmnessWord),
  alerts: some(alertKindWord).meta({
    description:
      'pace: red. overdue: a figure that a bureau owes, and the asking for it before its day. report-due: that asking alone. past-due: the date of a milestone is gone.',
  }),
  events: some(alertEventWord),
  lights: some(lightWord),
  regions: some(z.string().regex(/^\d{2,6}$/u, 'a region code or its first digits in quotes: "420100"')).meta({
    description: 'Codes of regions, or their first digits.',
  }),
})

const rung = z.strictObject({
  readings: z.int('a whole number').min(1, '1 or more').max(60, 'at most 60').meta({ description: 'Red readings before this step is told.' }),
  days: z.int('a whole number of days').min(1, '1 or more').max(366, 'at most 366').meta({ description: 'Days without an answer before this step is told.' }),
})

const hour = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, 'an hour in quotes like "08:30"')

const hours = z
  .union(
    [
      z.literal('always'),
      z.strictObject({
        days: z.enum(['workdays', 'all']).meta({ description: 'workdays: those of China, 调休 included. all: every day.' }),
        from: hour,
        to: hour.meta({ description: 'The first minute of quiet.' }),
      }),
    ],
    'always, or { days: workdays, from: "08:30", to: "18:00" }',
  )
  .meta({ description: 'When people may be disturbed; what comes at other times is told when quiet is over.' })

const ADDRESSEES = 'lead, supporting, { lead: <highest step> }, { bureau: <id> } or { bureau: <id>, step: <step> }'

/** Who hears of what. */
export const routeItem = z.strictObject({
  id,
  match: match.meta({ description: 'What it applies to. A key left out matches all; {} matches everything.' }),
  to: z
    .array(z.union([z.enum(['lead', 'supporting']), z.strictObject({ lead: stepWord }), z.strictObject({ bureau: id, step: stepWord.optional() })], ADDRESSEES))
    .min(1, `at least one of ${ADDRESSEES}`)
    .max(100, 'at most 100'),
  channels: z
    .array(line)
    .min(1, 'at least one channel')
    .max(10, 'at most 10')
    .meta({ description: 'In order of preference; the next is tried where one refuses for good.' }),
  continue: z.boolean().optional().meta({ description: 'true: the routes below are tried as well.' }),
  hours: hours.optional(),
})

export type RouteItem = z.infer<typeof routeItem>

const take = z.enum(['first', 'all']).meta({
  description: 'first: from the top, the first route that matches decides, unless it says "continue: true". all: every route that matches does.',
})

const ladder = z.strictObject({ head: rung, supervision: rung })

const askAhead = z
  .int('a whole number of workdays')
  .min(0, '0 (on the day alone) or more')
  .max(20, 'at most 20: a month has hardly more')
  .meta({ description: 'How many workdays before its day a bureau is asked for a report; 0 asks on the day alone. As usual: 3.' })

/** What the file says beside its list. */
const HEAD = { ladder, ask_ahead: askAhead.optional(), hours: hours.optional(), take: take.optional() }

/** `routes.yaml`: who hears of what, and when the next step is told. */
export const routesFile = z
  .strictObject({ ...HEAD, routes: z.array(routeItem).min(1, 'at least one route').max(1000, 'at most 1000') })
  .meta({ title: 'shixu: routes.yaml' })

export const routesHead = z.object(HEAD)
