import { XMLParser } from 'fast-xml-parser'

/** No entities, no attributes, no numbers made of texts: what comes is text in elements, one level deep. */
const parser = new XMLParser({ processEntities: false, ignoreAttributes: true, parseTagValue: false, trimValues: true })

/** The elements of `<xml>`, by name; null where it is none, or declares a type of its own. */
export function readXml(text: string): ReadonlyMap<string, string> | null {
  if (/<!(?!\[CDATA\[)/u.test(text)) return null
  try {
    const { xml } = parser.parse(text, true) as { readonly xml?: unknown }
    if (typeof xml !== 'object' || xml === null) return null
    return new Map(Object.entries(xml).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])))
  } catch {
    return null
  }
}
