/** Line breaks and other controls, and the marks that turn the direction of writing. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f]+/gu

/** Text from outside as one line: it can forge neither a header nor a line of a message. */
export const oneLine = (text: string): string => text.replace(CONTROLS, ' ').trim()

/** The first `length` characters (code points), with `…` for what is left out. */
export function shortened(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
