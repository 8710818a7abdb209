import { oneLine } from '../one-line.ts'

/** Text from outside as HTML: nothing in it is markup. */
export const escaped = (text: string): string =>
  oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
