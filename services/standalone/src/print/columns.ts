import Table from 'cli-table3'

const BARE = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((name) => [name, '']),
)

export interface Column {
  readonly head: string
  readonly align?: 'left' | 'right'
}

/** Aligned columns without rules, Chinese characters two wide. */
export const columns = (heads: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const table = new Table({
    head: heads.map(({ head }) => head),
    colAligns: heads.map(({ align }) => align ?? 'left'),
    chars: { ...BARE, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  table.push(...rows.map((row) => [...row]))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}
