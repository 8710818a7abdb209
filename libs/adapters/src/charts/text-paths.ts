import { type Font, openSync } from 'fontkit'

/** Where each weight stands. Opened once: the files are large, and a renderer that is given them reads them anew for every line of text. */
export interface Faces {
  readonly regular: Font
  readonly bold: Font
}

export const openFaces = (files: { readonly regular: string; readonly bold: string }): Faces => ({
  regular: openSync(files.regular) as Font,
  bold: openSync(files.bold) as Font,
})

const TEXT = /<text ([^>]*)>([^<]*)<\/text>/gu

/** An SVG of ECharts with its text as outlines, so that it looks the same wherever it is rendered, and needs no font there. */
export const withOutlines = (svg: string, faces: Faces): string =>
  svg.replace(TEXT, (_text, attributes: string, words: string) => outline(placed(attributes), unescaped(words), faces))

interface Placed {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly bold: boolean
  readonly anchor: string
  readonly transform: string
  readonly fill: string
}

function placed(attributes: string): Placed {
  const named = (name: string): string => new RegExp(`(?:^| )${name}="([^"]*)"`, 'u').exec(attributes)?.[1] ?? ''
  const style = named('style')
  return {
    x: Number(named('x') || 0),
    y: Number(named('y') || 0),
    size: Number.parseFloat(/font-size:([\d.]+)px/u.exec(style)?.[1] ?? '12'),
    bold: style.includes('font-weight:bold'),
    anchor: named('text-anchor'),
    transform: named('transform'),
    fill: named('fill'),
  }
}

/** How much of a line lies before its anchor. */
const BEFORE: Readonly<Record<string, number>> = { middle: 0.5, end: 1 }

/** Each glyph is a path of its own; y points up in a font and down in a picture. ECharts places text by its middle. */
function outline({ x, y, size, bold, anchor, transform, fill }: Placed, words: string, { regular, bold: heavy }: Faces): string {
  const face = bold ? heavy : regular
  const run = face.layout(words)
  const scale = size / face.unitsPerEm
  const baseline = y + ((face.ascent + face.descent) / 2) * scale
  let left = x - run.advanceWidth * scale * (BEFORE[anchor] ?? 0)
  const paths = run.glyphs.map((glyph, at) => {
    const path = `<path transform="translate(${left.toFixed(2)} ${baseline.toFixed(2)}) scale(${scale} ${-scale})" d="${glyph.path.toSVG()}"/>`
    left += (run.positions[at]?.xAdvance ?? 0) * scale
    return path
  })
  return `<g transform="${transform}" fill="${fill}">${paths.join('')}</g>`
}

const unescaped = (words: string): string =>
  words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
