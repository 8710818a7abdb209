import { stringify } from 'csv-stringify/sync'
import writeXlsx from 'write-excel-file/node'
import type { z } from 'zod'
import type { Language } from './language.ts'
import { fieldsOf } from './row-shape.ts'

/** A list as a file. */
export interface ExportFormat {
  readonly ending: 'csv' | 'xlsx'
  readonly type: string
  readonly make: (table: Table) => Promise<Buffer>
}

export interface Table {
  readonly item: z.ZodObject
  readonly title: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly language: Language
}

/** Chinese readers get the names that forms have; others the names that the API has. */
const headOf = (item: z.ZodObject, language: Language): readonly string[] =>
  fieldsOf(item).map((name) => (language === 'zh' ? ((item.shape[name] as z.ZodType).meta()?.title ?? name) : name))

const WORDS = { zh: { true: '是', false: '否' }, en: { true: 'yes', false: 'no' } } as const

const cellOf = (value: unknown, language: Language): string | number | null => {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return WORDS[language][`${value}`]
  return Array.isArray(value) ? value.join('、') : String(value)
}

const cells = ({ item, rows, language }: Table): readonly (readonly (string | number | null)[])[] =>
  rows.map((row) => fieldsOf(item).map((name) => cellOf(row[name], language)))

/** What a spreadsheet would take for a formula; the full-width signs are read as the plain ones by some. */
const FORMULA = /^[\t\r\n ]*[=+\-@＝＋－＠]|^[\t\r]/u

/** A text is shown as it is and reckoned never: an apostrophe before it says so to every spreadsheet. */
export const harmless = (cell: string | number | null): string | number | null => (typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell)

/** Where a spreadsheet takes another sign for the separator, a text that has it would fall into cells, and the second of them might be a formula. */
const OTHER_SEPARATORS = /[;\t|]/u

/** Excel takes a file for UTF-8 only by its byte order mark. */
const csv = async (table: Table): Promise<Buffer> =>
  Buffer.from(
    stringify([headOf(table.item, table.language), ...cells(table).map((row) => row.map(harmless))], {
      bom: true,
      record_delimiter: 'windows',
      quoted_match: OTHER_SEPARATORS,
    }),
  )

/** XML has no place for most control characters, and a file that holds one cannot be opened. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAID = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu

/** A text that is a text cell is no formula, whatever it begins with; the apostrophe keeps it so when the sheet is saved as something else. */
const sheetCell = (cell: string | number | null) => {
  const safe = harmless(cell)
  return safe === null ? null : typeof safe === 'number' ? { type: Number, value: safe } : { type: String, value: safe.replaceAll(UNSAID, '') }
}

const xlsx = async (table: Table): Promise<Buffer> => {
  const head = headOf(table.item, table.language).map((value) => ({ type: String, value, fontWeight: 'bold' as const }))
  const sheet = [head, ...cells(table).map((row) => row.map(sheetCell))]
  return writeXlsx(sheet, {
    sheet: table.title.slice(0, 31),
    stickyRowsCount: 1,
    columns: head.map(({ value }) => ({ width: Math.max(10, value.length * 2 + 2) })),
  }).toBuffer()
}

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  { ending: 'csv', type: 'text/csv; charset=utf-8', make: csv },
  { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', make: xlsx },
]
