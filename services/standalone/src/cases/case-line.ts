import { z } from 'zod'

const figure = z.number().nullable()

/** One question: what official statistics show of a series after `month` months of a year, and the total that the year is to reach. */
const CaseLine = z.object({
  id: z.string().regex(/.-[^-]+$/, 'case and question, joined by "-"'),
  month: z.int().min(1).max(12),
  target_total: z.number(),
  history: z.array(z.object({ year: z.int(), months: z.array(figure).length(12) })),
  this_year: z.int().min(1901).max(4000),
  ytd: z.array(figure).max(12),
  ytd_yoy_pct: z.array(figure).max(12),
})

export type CaseLine = z.infer<typeof CaseLine>

/** A line that is no question: which one, and what is wrong with it. */
export class CaseFault extends Error {
  override readonly name = 'CaseFault'
}

/** Reads one line; `number` counts from 1. Throws a `CaseFault`. */
export function readCaseLine(line: string, number: number): CaseLine {
  const parsed = CaseLine.safeParse(jsonOf(line, number))
  if (!parsed.success) throw new CaseFault(`line ${number}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function jsonOf(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new CaseFault(`line ${number} is not JSON`, { cause })
  }
}

/** Lines of one case share the id up to its last `-`. */
export const caseOf = ({ id }: CaseLine): string => id.slice(0, id.lastIndexOf('-'))
