import { type Read, wrong } from './result.ts'

type Encoding = 'utf-8' | 'gb18030'

/** `auto` is for tables that come from many desks: Excel in Chinese writes either. */
export const encodingOf = (bytes: Uint8Array, declared: Encoding | 'auto'): Encoding =>
  declared !== 'auto' ? declared : strictly(bytes, 'utf-8') === null ? 'gb18030' : 'utf-8'

/** First bytes of what is often handed out in place of a table. */
const OTHERS: readonly (readonly [magic: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook or a ZIP file: save it as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook (.xls): save it as CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF: ask for the table'],
  [[0x1f, 0x8b], 'a gzip file: unpack it'],
]

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, index) => bytes[index] === byte)

/** Strictly: a byte that the encoding does not have refuses the document, and the reason says what it reads in. A byte order mark is the document's own word and wins. */
export const decode = (bytes: Uint8Array, asked: Encoding | 'auto'): Read<string> => {
  const declared = encodingOf(bytes, asked)
  const other = OTHERS.find(([magic]) => startsWith(bytes, magic))
  if (other) return wrong('not-a-table', `this is ${other[1]}`)
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]))
    return wrong('wrong-encoding', 'this is UTF-16, as Excel\'s "Unicode text": save it as "CSV UTF-8"')
  const marked = startsWith(bytes, [0xef, 0xbb, 0xbf])
  const text = strictly(bytes, marked ? 'utf-8' : declared)
  if (text === null) return wrong('wrong-encoding', `the bytes are not ${declared}${suggestion(bytes, declared)}`)
  if (declared === 'gb18030' && !marked && readsAsChinese(strictly(bytes, 'utf-8')))
    return wrong('wrong-encoding', 'the bytes read as Chinese in utf-8: set encoding: utf-8')
  return page(text) ?? { value: text }
}

const strictly = (bytes: Uint8Array, encoding: Encoding): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    if (cause instanceof TypeError) return null
    throw cause
  }
}

const suggestion = (bytes: Uint8Array, declared: Encoding): string => {
  const other = declared === 'utf-8' ? 'gb18030' : 'utf-8'
  return strictly(bytes, other) === null ? ', nor any other known here' : `; they read as ${other}: set encoding: ${other}`
}

/** GBK bytes are valid UTF-8 by chance in short words (联通), but then never Chinese in it. */
const readsAsChinese = (text: string | null): boolean => text !== null && /\p{Script=Han}/u.test(text)

const page = (text: string) => {
  if (!/^\s*<(?:!doctype|html|\?xml|head|body)/iu.test(text)) return null
  const title = /<title[^>]*>([^<]{1,80})/iu.exec(text)?.[1]?.trim()
  return wrong('not-a-table', `this is a web page${title ? ` titled "${title}"` : ''}: is a login needed, or has the address changed?`)
}
