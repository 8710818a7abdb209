import type { Answered } from '@shixu/adapters/store'
import type { z } from 'zod'

type Field = { readonly def: { readonly type: string; readonly innerType?: Field } }

const typeOf = ({ def }: Field): string => (def.type === 'nullable' && def.innerType ? typeOf(def.innerType) : def.type)

type Reading = (value: unknown) => unknown

/** The two dialects keep a truth as 0 or 1 and a list as text of JSON; sums of counts may come as text. */
const READINGS: Readonly<Record<string, Reading>> = {
  boolean: (value) => value === 1,
  array: (value) => JSON.parse(String(value)),
  number: Number,
}

/** Fields of a schema, in its order. */
export const fieldsOf = (schema: z.ZodObject): readonly string[] => Object.keys(schema.shape)

/** Makes a row of a view into what the schema says. */
export const shaperOf = (schema: z.ZodObject): ((row: Answered) => Record<string, unknown>) => {
  const readings = Object.entries(schema.shape).map(([name, field]) => [name, READINGS[typeOf(field as unknown as Field)]] as const)
  return (row) =>
    Object.fromEntries(
      readings.map(([name, read]) => {
        const value = row[name] ?? null
        return [name, value === null || read === undefined ? value : read(value)]
      }),
    )
}
