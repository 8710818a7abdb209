import { z } from 'zod'

/** Fields that several of the files have. Each says in its error what would be right, and in its description what it is for. */
export const id = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'small letters, digits and single hyphens: foreign-trade')
  .max(80, 'at most 80 characters')

export const line = z.string().trim().min(1, 'some text, or leave the key out').max(4000, 'at most 4000 characters')
export const day = z.iso.date('a day like 2024-07-01')
export const period = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/u, 'a month like 2024-06')
export const year = z.int('a whole year like 2024').min(1990, 'a year like 2024').max(2100, 'a year like 2024')
export const month = z.int('a month, 1 to 12').min(1, 'a month, 1 to 12').max(12, 'a month, 1 to 12')
export const dayOfMonth = z.int('a day of the month, 1 to 31').min(1, 'a day of the month, 1 to 31').max(31, 'a day of the month, 1 to 31')
export const basis = z.enum(['stated', 'assumed'])
export const offset = z.int('a whole number of characters').min(0, 'a whole number of characters, from 0')

/** A list that hand-edited files keep short. */
export const listOf = <T extends z.ZodType>(item: T) => z.array(item).max(5000, 'at most 5000 entries')
