import type { z } from 'zod'

/** A schema for every field of T, none missing and none too many: written as `{ … } satisfies Shape<T>`. */
export type Shape<T> = { readonly [K in keyof Required<T>]: z.ZodType<T[K]> }
