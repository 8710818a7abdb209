import { z } from 'zod'

/** What a column of a list is called in Chinese, for exports and for readers of the description, and what it holds. */
export const field = <S extends z.ZodType>(schema: S, title: string, description: string): S => schema.meta({ title, description }) as S

export const someText = z.string()
export const count = z.int().nonnegative()
export const number = z.number()
/** A share or a figure that may be unknown. */
export const maybe = <S extends z.ZodType>(schema: S) => schema.nullable()

/** Names of schemas in the API's description. A registry of its own: those of files and events are not part of it. */
export const apiSchemas = z.registry<{ id: string }>()

export const named = <S extends z.ZodType>(id: string, schema: S): S => {
  apiSchemas.add(schema, { id })
  return schema
}

/** A page of a list. `next` is the cursor of the page after it. */
export const pageOf = <S extends z.ZodType>(id: string, item: S) =>
  named(
    `${id}Page`,
    z.object({
      items: z.array(item),
      next: z.string().nullable().describe('Cursor of the next page: give it as `cursor`. null on the last page.'),
    }),
  )
