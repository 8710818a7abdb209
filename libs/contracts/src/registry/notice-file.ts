import { type Sentence, WORDING, type WordingKey } from '@shixu/domain'
import { z } from 'zod'

const KEYS = Object.keys(WORDING) as WordingKey[]

const described = (key: WordingKey): string => {
  const { text, fields, most }: Sentence = WORDING[key]
  const room = most === undefined ? '' : ` At most ${most} characters${fields ? ' beside the fields' : ''}.`
  return `As usual: ${text}${fields ? ` Fields: ${fields.map((field) => `{{${field}}}`).join(' ')}` : ''}${room}`
}

const sentence = z.string().trim().min(1, 'some text, or leave the key out').max(400, 'at most 400 characters')

/** `notice.yaml`: sentences of messages, in a city's own words. What it leaves out is said as usual. */
export const noticeFile = z
  .strictObject(
    Object.fromEntries(KEYS.map((key) => [key, sentence.optional().meta({ description: described(key) })])) as Record<WordingKey, z.ZodOptional<z.ZodString>>,
  )
  .meta({ title: 'shixu: notice.yaml' })

/** The same, whatever is wrong with its keys: each sentence is looked at by itself. */
export const noticeHead = z.record(z.string(), z.unknown())
