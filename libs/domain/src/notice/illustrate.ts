import { escaped } from './escaped.ts'

/** A picture that a mail carries with it, and its words for whoever sees none. */
export interface Illustration {
  /** Content id, without `cid:`. */
  readonly cid: string
  readonly alt: string
}

/** Stands where the picture of an alert may be put, and is nothing where none is. */
export const pictureMark = (alert: string): string => `<!--picture:${encodeURIComponent(alert)}-->`

const MARK = /<!--picture:([\w.~%!*'()-]*)-->/gu

/** The HTML of a digest with its pictures, and without a trace of those that there are not. */
export const illustrated = (html: string, pictureOf: (alert: string) => Illustration | null): string =>
  html.replace(MARK, (_mark, encoded: string) => {
    const picture = pictureOf(decodeURIComponent(encoded))
    return picture === null ? '' : row(picture)
  })

/** Outlook goes by the attribute and not by the style. */
const row = ({ cid, alt }: Illustration): string =>
  `<tr><td colspan="2" style="padding:2px 10px 8px"><img src="cid:${escaped(cid)}" alt="${escaped(alt)}" width="600" style="display:block;width:100%;max-width:600px;height:auto;border:0;background:#ffffff"></td></tr>\n`
