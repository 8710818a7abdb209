import type { Setting } from '@shixu/runtime'

const defaultOf = ({ fallback }: Setting<unknown>): string => (fallback === undefined ? 'must be given' : fallback === '' ? 'empty' : fallback)

/** Settings for the terminal: names, purposes and defaults, never a value. */
export const settingsTable = (settings: Readonly<Record<string, Setting<unknown>>>): string => {
  const rows = Object.values(settings)
  const width = Math.max(...rows.map(({ name }) => name.length))
  return rows.map((setting) => `${setting.name.padEnd(width)}  ${setting.purpose} (${defaultOf(setting)})`).join('\n')
}
