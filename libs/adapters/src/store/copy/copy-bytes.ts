/** How PostgreSQL holds a column. */
export type CellType = 'text' | 'int4' | 'int8' | 'float8'

/** The columns of a table, in the order in which they are written. */
export type CellTypes = Readonly<Record<string, CellType>>

type Row = Readonly<Record<string, unknown>>

interface Bytes {
  buffer: Buffer
  view: DataView
  at: number
}

/** `PGCOPY\n\377\r\n\0`, no flags, no extension (postgresql.org/docs/current/sql-copy.html, "Binary Format"). */
const HEADER = Buffer.from(`PGCOPY\n\u00ff\r\n\0${'\0'.repeat(8)}`, 'latin1')
const END = -1
const NULL = -1

const BYTES_OF_ROW = 1_024
/** A length, and a number. */
const MOST_BYTES_OF_NUMBER = 12
/** Of one character in UTF-8, as far as `length` counts them. */
const MOST_BYTES_OF_CHARACTER = 3
/** Up to here text is written faster character by character than by a call out of JavaScript. */
const SHORT = 64

const viewOf = (buffer: Buffer): DataView => new DataView(buffer.buffer, buffer.byteOffset, buffer.length)

const newBytes = (size: number): Bytes => {
  const buffer = Buffer.allocUnsafe(size)
  return { buffer, view: viewOf(buffer), at: 0 }
}

const reserve = (bytes: Bytes, more: number): void => {
  if (bytes.at + more <= bytes.buffer.length) return
  const grown = Buffer.allocUnsafe(2 * (bytes.at + more))
  bytes.buffer.copy(grown, 0, 0, bytes.at)
  bytes.buffer = grown
  bytes.view = viewOf(grown)
}

const putInt4 = (bytes: Bytes, value: number): void => {
  bytes.view.setInt32(bytes.at, value)
  bytes.at += 4
}

/** False where it is not ASCII; then nothing is written. */
const putAscii = ({ buffer, at }: Bytes, text: string): boolean => {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code > 0x7f) return false
    buffer[at + 4 + index] = code
  }
  return true
}

const putText = (bytes: Bytes, text: string): void => {
  reserve(bytes, 4 + text.length * MOST_BYTES_OF_CHARACTER)
  const size = text.length <= SHORT && putAscii(bytes, text) ? text.length : bytes.buffer.write(text, bytes.at + 4)
  putInt4(bytes, size)
  bytes.at += size
}

const PUT: { readonly [T in CellType]: (bytes: Bytes, value: never) => void } = {
  text: putText,
  int4: (bytes: Bytes, value: number) => {
    putInt4(bytes, 4)
    putInt4(bytes, value)
  },
  int8: (bytes: Bytes, value: number) => {
    putInt4(bytes, 8)
    putInt4(bytes, Math.floor(value / 2 ** 32))
    putInt4(bytes, (value % 2 ** 32) | 0)
  },
  float8: (bytes: Bytes, value: number) => {
    putInt4(bytes, 8)
    bytes.view.setFloat64(bytes.at, value)
    bytes.at += 8
  },
}

/** What `copy … from stdin (format binary)` reads: each row has these columns, in this order, null where one is missing. */
export const copyBytes = (types: CellTypes, rows: readonly Row[]): Uint8Array => {
  const columns = Object.entries(types).map(([name, type]) => [name, PUT[type] as (bytes: Bytes, value: unknown) => void] as const)
  const bytes = newBytes(HEADER.length + 2 + rows.length * BYTES_OF_ROW)
  bytes.at += HEADER.copy(bytes.buffer)
  for (const row of rows) {
    reserve(bytes, 2 + columns.length * MOST_BYTES_OF_NUMBER)
    bytes.view.setInt16(bytes.at, columns.length)
    bytes.at += 2
    for (const [name, put] of columns) putCell(bytes, row[name], put)
  }
  reserve(bytes, 2)
  bytes.view.setInt16(bytes.at, END)
  return bytes.buffer.subarray(0, bytes.at + 2)
}

const putCell = (bytes: Bytes, value: unknown, put: (bytes: Bytes, value: unknown) => void): void => {
  reserve(bytes, MOST_BYTES_OF_NUMBER)
  if (value === null || value === undefined) putInt4(bytes, NULL)
  else put(bytes, value)
}
