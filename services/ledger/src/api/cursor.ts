import { ApiFault } from './problems.ts'

type Value = string | number

/** Where the next page begins: the ordering values of the last row. */
export const cursorAfter = (values: readonly Value[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

/** Only as many values, and of the kinds, as `like` has. What is no cursor of ours leads to no page. */
export const readCursor = (cursor: string | undefined, like: readonly ('text' | 'number')[]): readonly Value[] | null => {
  if (cursor === undefined) return null
  const values = parsed(cursor)
  const fits =
    Array.isArray(values) && values.length === like.length && values.every((value, index) => (like[index] === 'number' ? isWhole(value) : isText(value)))
  if (!fits) throw new ApiFault('no-such-page')
  return values as readonly Value[]
}

const parsed = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return null // which is no cursor
  }
}

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && Math.abs(value as number) < 2 ** 31
const isText = (value: unknown): boolean => typeof value === 'string' && !/[\p{Cc}\p{Cs}]/u.test(value)
