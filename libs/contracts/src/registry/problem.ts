/** One thing that is wrong with a registry file: where, what, and what would be right. Lines and columns count from 1. */
export interface RegistryProblem {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly wrong: string
  readonly right: string
}

/** `targets.yaml:12:5: foreign-trade: unknown key "comparater"; did you mean "comparator"?` */
export const sayProblem = ({ file, line, column, wrong, right }: RegistryProblem): string => `${file}:${line}:${column}: ${wrong}; ${right}`

/** A place in a registry file. */
export type Place = Pick<RegistryProblem, 'file' | 'line' | 'column'>

/** In the order in which one would read the files. */
export const byPlace = (one: Place, other: Place): number =>
  one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line || one.column - other.column
