import { z } from 'zod'
import { id, line, listOf } from './fields.ts'

const CRON = /^\S+(?: \S+){4,5}$/u
const LOCATION = /^(?:https?:\/\/\S+|file:(?!\/)(?!(?:\S*\/)?\.\.(?:\/|$))\S+)$/u

/** Where figures come from. */
export const feedItem = z.strictObject({
  id,
  name_zh: line,
  format: id.meta({ description: 'How it is read: table, and whatever other formats are installed.' }),
  location: z
    .string()
    .regex(LOCATION, 'file: and a path inside this folder (file:data/observations.csv), or an https: address')
    .meta({ description: 'file: and a path inside this folder, or an https: address.' }),
  schedule: z.string().regex(CRON, 'a cron expression of five fields: "0 10 * * *"').meta({ description: 'Cron expression of five fields, in Asia/Shanghai.' }),
  options: z.record(z.string(), z.unknown()).optional().meta({ description: 'Belongs to the format.' }),
})

export type FeedItem = z.infer<typeof feedItem>

/** `feeds.yaml`: where figures come from. */
export const feedsFile = z.strictObject({ feeds: listOf(feedItem) }).meta({ title: 'shixu: feeds.yaml' })
