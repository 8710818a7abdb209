import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import type { TableOptions } from './options.ts'
import { type Read, wrong } from './result.ts'
import { headerKey, MOST_ROWS, type Row, type Table } from './rows.ts'

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

type CsvOptions = Pick<TableOptions, 'delimiter' | 'skip' | 'comment'>

/** The rows of CSV text, each with the line that it begins on. Line ends of all kinds, quoted ones too. */
export const csvTable = (text: string, options: CsvOptions): Read<Table> => {
  const lines = text.split(/\r\n|\r|\n/u)
  const parsed = records(lines.slice(options.skip).join('\n'), options)
  if ('code' in parsed) return parsed
  const [header, ...rest] = parsed.value
  if (!header) return wrong('missing-columns', 'the document is empty')
  if (rest.length > MOST_ROWS) return wrong('too-many-rows', `more than ${MOST_ROWS} rows`)
  const columns = new Map(header.record.map((name, index) => [headerKey(name), index]))
  const rows = rest
    .filter(({ record }) => record.some((cell) => cell.trim() !== ''))
    .map((each) => rowOf(each, { lines, columns, width: header.record.length, skip: options.skip }))
  return { value: { columns: header.record.map(headerKey), rows } }
}

const records = (text: string, { delimiter, comment, skip }: CsvOptions): Read<readonly Parsed[]> => {
  try {
    const settings = { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true, record_delimiter: '\n', to: MOST_ROWS + 2 }
    return { value: parse(text, comment ? { ...settings, comment, comment_no_infix: true } : settings) as unknown as readonly Parsed[] }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    return wrong('broken-document', brokenAt(cause, { text, skip }))
  }
}

const brokenAt = (error: CsvError, { text, skip }: { text: string; skip: number }): string =>
  error.code === 'CSV_QUOTE_NOT_CLOSED' ? `a quote that opens at line ${openQuoteLine(text) + skip} is never closed` : error.message

/** The parser names the line on which it gave up, which is the last; what one wants to see is where the quote began. */
const openQuoteLine = (text: string): number => {
  let line = 1
  let opened = 1
  let closedAt = -2
  let within = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\n') line++
    if (text[at] !== '"') continue
    // Two quotes in a row are one within the cell.
    if (!within && closedAt !== at - 1) opened = line
    if (within) closedAt = at
    within = !within
  }
  return opened
}

interface Sheet {
  readonly lines: readonly string[]
  readonly columns: ReadonlyMap<string, number>
  readonly width: number
  readonly skip: number
}

const rowOf = ({ record, info }: Parsed, { lines, columns, width, skip }: Sheet): Row => {
  const end = info.lines + skip
  const start = end - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
  const row = { place: String(start), raw: lines.slice(start - 1, end).join('\n'), cell: (column: string) => record[columns.get(headerKey(column)) ?? -1] }
  const surplus = record.slice(width).some((cell) => cell.trim() !== '')
  if (record.length >= width && !surplus) return row
  return { ...row, wrong: wrong('wrong-number-of-cells', `${record.length} cells where the header has ${width}`) }
}

/** The bytes without the rows that `keep` refuses: empty lines stand in their place, so that the others keep theirs. Newlines are no part of any character in UTF-8 or GB18030. */
export const csvExcerpt = (bytes: Uint8Array, table: Table, keep: (place: string) => boolean): Uint8Array => {
  const dropped = new Set<number>()
  for (const { place, raw } of table.rows) if (!keep(place)) for (let line = 0; line < raw.split('\n').length; line++) dropped.add(Number(place) + line)
  const out: Uint8Array[] = []
  let line = 1
  for (let at = 0; at < bytes.length; line++) {
    const end = lineEnd(bytes, at)
    out.push(dropped.has(line) ? NEWLINE : bytes.subarray(at, end))
    at = end
  }
  return Buffer.concat(out)
}

const NEWLINE = new Uint8Array([0x0a])

/** Where the line that begins at `at` ends, its newline included. */
const lineEnd = (bytes: Uint8Array, at: number): number => {
  for (let index = at; index < bytes.length; index++) {
    if (bytes[index] === 0x0a) return index + 1
    if (bytes[index] === 0x0d) return bytes[index + 1] === 0x0a ? index + 2 : index + 1
  }
  return bytes.length
}
