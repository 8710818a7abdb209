import type { Wrong } from './result.ts'

/** One row before it is understood. `place` is its line or its path in the document; `raw` its own text, for the letter. */
export interface Row {
  readonly place: string
  readonly raw: string
  /** What stands in a column; undefined where the row has no such cell. */
  readonly cell: (column: string) => string | undefined
  /** What is wrong with its shape. */
  readonly wrong?: Wrong
}

/** A table as its layout gives it. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/** No table of figures is as long; what is longer would only fill the memory. */
export const MOST_ROWS = 200_000

/** Headers are the same whether typed in full width or with a blank too many. */
export const headerKey = (header: string): string => header.normalize('NFKC').replace(/\s+/gu, ' ').trim()
